import { z } from 'zod';
import { jsonPathSchema } from '../../config/json-path.ts';
import type { RetrievedRecord } from '../../investigation/result.ts';
import { selectNodes } from '../answer.ts';
import { sameRow } from '../context/same-row.ts';
import { notEvaluated } from './not-evaluated.ts';
import { patternSchema, withPattern } from './regular-expression.ts';
import { rule, type Seen } from './rule.ts';
import { rowShape } from './values.ts';

const row = z.strictObject(rowShape, {
  error: 'write the row: value: { table: messages, key: { id: 7 } }',
});

const rankedRow = z.strictObject(
  {
    ...rowShape,
    rank: z
      .int({ error: 'write the rank as a whole number: rank: 3' })
      .positive('the first rank is 1'),
  },
  { error: 'write the row and its rank: value: { table: messages, key: { id: 7 }, rank: 3 }' },
);

const citations = z
  .strictObject(
    {
      pattern: patternSchema.exactOptional(),
      path: jsonPathSchema.exactOptional(),
      by: z.enum(['key', 'rank']).default('key'),
      table: rowShape.table.exactOptional(),
    },
    { error: 'write where citations stand: value: { pattern: "\\\\[(\\\\d+)\\\\]", by: rank }' },
  )
  .refine(({ pattern, path }) => (pattern === undefined) !== (path === undefined), {
    path: ['pattern'],
    error: 'write either pattern, for citations in the answer, or path, for those in the response',
  });

/** Our own: what was retrieved, by the statements that passed the tap, or by what the application says of itself. */
export const retrievalRules = {
  /** The row came back, at whatever rank. */
  retrieves: rule({ value: row }, ({ value }, seen) => findRow(value, seen) !== undefined),
  /** The row came back, and at this rank or a better one. */
  'rank-at-most': rule({ value: rankedRow }, ({ value }, seen) => {
    const found = findRow(value, seen);
    return found !== undefined && found.rank <= value.rank;
  }),
  /**
   * Every citation is a row that was retrieved. Citations are what the regular expression's first group matches in the
   * answer (without a group, all of the match), or the values that the JSONPath finds in the application's response.
   * `by: key` looks for a row (of `table`, if given) with a key of one column that has this value; `by: rank` for a row
   * of this rank. An answer that cites nothing cites nothing wrong: whoever wants a citation adds a `regex`.
   */
  'cites-retrieved': rule({ value: citations }, ({ value }, seen) => {
    const { by, table } = value;
    const rows = retrievedOf(seen).filter((one) => table === undefined || isOf(one, table));
    const known = new Set(
      rows.flatMap(({ key, rank }) => {
        if (by === 'rank') return [String(rank)];
        const [only, ...others] = Object.values(key);
        return only === undefined || others.length > 0 ? [] : [String(only)];
      }),
    );
    return citationsOf(value, seen).every((citation) => known.has(citation));
  }),
};

type Row = z.output<typeof row>;

function findRow({ table, key }: Row, seen: Seen): RetrievedRecord | undefined {
  return retrievedOf(seen).find((one) => {
    if (typeof key === 'object') return sameRow(one, { table, key });
    const values = Object.values(one.key);
    return isOf(one, table) && values.length === 1 && String(values[0]) === String(key);
  });
}

function isOf(record: RetrievedRecord, table: string): boolean {
  return sameRow(record, { table, key: {} });
}

function retrievedOf({ retrieved }: Seen): readonly RetrievedRecord[] {
  if (retrieved !== undefined) return retrieved;
  throw notEvaluated(
    'It is not known which rows were retrieved, so that no assertion can ask for one.',
    'Write replay.retrieved into the config, so that the response says it.',
  );
}

function citationsOf(value: z.output<typeof citations>, { answer, body }: Seen): string[] {
  const { pattern, path } = value;
  if (pattern !== undefined) {
    return withPattern('cites-retrieved', pattern, (expression) =>
      Array.from(answer.matchAll(expression), ([whole, group]) => group ?? whole),
    );
  }
  return selectNodes(body, path ?? '$', 'value.path of cites-retrieved').map((node) =>
    typeof node === 'object' ? JSON.stringify(node) : String(node),
  );
}
