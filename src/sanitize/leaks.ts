import AhoCorasick from 'modern-ahocorasick/fast';
import type { Client } from 'pg';
import type { Catalog, Table } from './catalog.ts';
import { searchRule } from './known-values.ts';
import type { MaskClients } from './mask-table.ts';
import type { SearchRule } from './masks/search-rule.ts';
import { readSchemaTexts, readStatistics } from './schema-texts.ts';
import { columnName, identifier, qualified } from './sql.ts';

/** Raw values by the column that they come from, as the policy writes it. */
export type RawValues = ReadonlyMap<string, ReadonlySet<string>>;

export interface LeakSearch {
  /** Distinct raw values that were searched for; what the rule leaves out is not counted. */
  readonly valuesSearched: number;
  /** Values of the snapshot that hold a raw value. */
  readonly leaks: number;
  /** `messages.body holds a value of people.name`, each pair once. Never a value. */
  readonly places: readonly string[];
}

/** Rows read at once. */
const BATCH = 1000;
const VECTOR_TYPE = /^(\S+\.)?(vector|halfvec|sparsevec)\b/;

/**
 * Searches every text-like value of every table and materialized view, the statistics of both, and what the schema
 * says in prose, for every raw value, by the same rule (searchRule) as the masks but with another algorithm (Aho and
 * Corasick 1975, linear in the text), so that one mistake can't hide the other.
 */
export async function findLeaks(
  { admin, rows }: MaskClients,
  catalog: Catalog,
  raw: RawValues,
  onProgress: (done: number) => void,
): Promise<LeakSearch> {
  const matcher = createMatcher(raw);
  const places = new Set<string>();
  let leaks = 0;
  function note(here: string, found: Set<string>) {
    if (found.size > 0) leaks += 1;
    for (const origin of found) places.add(`${here} holds a value of ${origin}`);
  }
  let done = 0;
  for (const table of [...catalog.tables, ...(await populated(admin, catalog))]) {
    const columns = table.columns.filter(
      ({ holdsText, type }) => holdsText && !VECTOR_TYPE.test(type),
    );
    for await (const row of readRows(
      rows,
      table,
      columns.map(({ name }) => name),
    )) {
      for (const [index, text] of row.entries()) {
        if (text !== null) note(columnName(table, columns[index]?.name ?? ''), matcher.find(text));
      }
      done += 1;
      if (done % BATCH === 0) onProgress(done);
    }
  }
  for (const { place, text } of await readStatistics(admin)) note(place, matcher.find(text));
  for (const { place, text } of await readSchemaTexts(admin)) {
    note(place, matcher.find(text, isUnmistakable));
  }
  return { valuesSearched: matcher.size, leaks, places: [...places].toSorted() };
}

async function populated(client: Client, { materializedViews }: Catalog): Promise<Table[]> {
  const { rows } = await client.query<{ oid: number }>(
    `SELECT oid::int8::int AS oid FROM pg_catalog.pg_class WHERE relkind = 'm' AND relispopulated`,
  );
  return materializedViews.filter((view) => rows.some(({ oid }) => oid === view.oid));
}

/** A raw value as it is looked for. */
interface Pattern {
  readonly rule: Exclude<SearchRule, 'ignore'>;
  readonly text: string;
}

/** In a schema a short or single word is a word of the program: its code says `Mark` where it marks something. */
function isUnmistakable({ rule, text }: Pattern): boolean {
  return rule === 'any-case' && text.length >= 8;
}

/** Finds the columns whose raw values stand in a text as whole words. */
function createMatcher(raw: RawValues): {
  size: number;
  find(text: string, counts?: (pattern: Pattern) => boolean): Set<string>;
} {
  const origins = {
    'any-case': new Map<string, string>(),
    'as-written': new Map<string, string>(),
  };
  for (const [column, values] of raw) {
    for (const value of values) {
      const rule = searchRule(value);
      if (rule === 'ignore') continue;
      const pattern = collapse(value);
      origins[rule].set(rule === 'any-case' ? pattern.toLowerCase() : pattern, column);
    }
  }
  const automata = Object.entries(origins)
    .filter(([, patterns]) => patterns.size > 0)
    .map(([rule, patterns]) => ({
      rule: rule as keyof typeof origins,
      patterns,
      fold: rule === 'any-case',
      automaton: new AhoCorasick([...patterns.keys()]),
    }));
  return {
    size: origins['any-case'].size + origins['as-written'].size,
    find(text, counts = () => true) {
      const found = new Set<string>();
      const collapsed = collapse(text);
      for (const { rule, patterns, fold, automaton } of automata) {
        const searched = fold ? collapsed.toLowerCase() : collapsed;
        for (const { pattern, start, end } of automaton.iterate(searched)) {
          if (isWhole(searched, start, end) && counts({ rule, text: pattern }))
            found.add(patterns.get(pattern) ?? '');
        }
      }
      return found;
    },
  };
}

/** A name may be broken over lines, quoted ones too. */
function collapse(text: string): string {
  return text
    .normalize('NFC')
    .trim()
    .replace(/\s+(?:>+\s*)*/g, ' ');
}

const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;

/** Where a value itself begins or ends with punctuation, that is its boundary. */
function isWhole(text: string, start: number, end: number): boolean {
  const inside = (outer: string | undefined, inner: string | undefined) =>
    LETTER_OR_DIGIT.test(outer ?? '') && LETTER_OR_DIGIT.test(inner ?? '');
  return !inside(text[start - 1], text[start]) && !inside(text[end], text[end - 1]);
}

async function* readRows(
  client: Client,
  table: Table,
  columns: readonly string[],
): AsyncGenerator<(string | null)[]> {
  if (columns.length === 0) return;
  const list = columns.map((name) => `${identifier(name)}::text`).join(', ');
  await client.query('BEGIN READ ONLY');
  await client.query(
    `DECLARE branch_prod_search NO SCROLL CURSOR FOR SELECT ${list} FROM ONLY ${qualified(table)}`,
  );
  for (;;) {
    const { rows } = await client.query<(string | null)[]>({
      text: `FETCH ${BATCH} FROM branch_prod_search`,
      rowMode: 'array',
    });
    if (rows.length === 0) break;
    yield* rows;
  }
  await client.query('COMMIT');
}
