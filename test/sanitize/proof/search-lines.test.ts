import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Secret } from '../../../src/config/secret.ts';
import { createKeyedHash } from '../../../src/sanitize/keyed-hash.ts';
import { KEPT, type SearchedColumn } from '../../../src/sanitize/proof/judge-hit.ts';
import { proofKey } from '../../../src/sanitize/proof/raw-pattern.ts';
import { createLineSearch } from '../../../src/sanitize/proof/search-lines.ts';
import { createRawCollector } from '../../../src/sanitize/raw-collector.ts';
import { createRawValues } from '../../../src/sanitize/raw-values.ts';

const hash = createKeyedHash(new Secret('a key of the tests'));
const columns = [
  { name: 'people.name', mask: { mask: 'person' }, entity: true },
  { name: 'people.first', mask: { mask: 'first_name' }, entity: true },
] as const;
const collector = createRawCollector(hash, columns);
collector.see(0, 'Zebulon Quackenbush', null);
collector.see(1, 'Paris', null);
const raw = createRawValues(columns);
raw.add(collector.take() as Uint32Array<ArrayBuffer>);
const searchLines = createLineSearch(raw.share(), proofKey(hash));
const search = (lines: string | Buffer, searched: SearchedColumn[] = []) =>
  searchLines(Buffer.from(lines as string), searched);

it('tells the column and counts each value once, however often and however it says it', () => {
  const found = search(
    '1\tx\tZebulon Quackenbush, zebulon\\nquackenbush \\\\"Zebulon Quackenbush\\\\"\n2\t\\N\t\n3\tZebulon Quackenbush\tx\n',
  );
  expect(found).toEqual({
    rows: 3,
    leaks: 2,
    places: [
      { column: 2, origin: 0 },
      { column: 1, origin: 0 },
    ],
  });
});

it('does not read on from one field, or one row, into the next', () => {
  expect(search('Zebulon\tQuackenbush\nZebulon\nQuackenbush\n').leaks).toBe(0);
});

it('finds a first name in masked columns only', () => {
  expect(search('Paris\tParis\n', [KEPT, { mask: 'hash' }]).places).toEqual([
    { column: 1, origin: 1 },
  ]);
});

it('tells the column of what is written in other ways, in any text', () => {
  const piece = fc.constantFrom(
    ...(', _./%+\\n&-|>\t4'.match(/\\n|./g) as string[]),
    'Zebulon',
    'Quackenbush',
    'é',
    '王',
    '%20',
  );
  fc.assert(
    fc.property(
      fc.array(fc.array(piece, { maxLength: 12 }), { minLength: 1, maxLength: 4 }),
      (fields) => {
        const texts = fields.map((pieces) => pieces.join('').replaceAll('\t', ' '));
        const alone = texts.flatMap((text, column) =>
          search(`${text}\n`).leaks > 0 ? [column] : [],
        );
        const found = search(`${texts.join('\t')}\n`).places.map(({ column }) => column);
        expect([...new Set(found)].toSorted()).toEqual(alone);
      },
    ),
  );
});

it('reads bytes that are no UTF-8', () => {
  expect(search(Buffer.from('\xff Zebulon Quackenbush \xfe\n', 'latin1')).leaks).toBe(1);
});

it.each([
  ['white space', `${' '.repeat(5_000_000)}\n`],
  ['bytea', `\\\\x${'00ff'.repeat(3_000_000)}\n`],
  ['backslashes', `${'\\\\'.repeat(3_000_000)}\n`],
  ['ampersands', `${'&#'.repeat(3_000_000)}\n`],
  ['one letter', `${'a'.repeat(5_000_000)}\n`],
  ['the same beginning', `${'Zebulon '.repeat(500_000)}\n`],
])('searches millions of characters of %s', { timeout: 120_000 }, (_, line) => {
  expect(search(line).leaks).toBe(0);
});
