import { appendFile, mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterAll, describe, expect, test } from 'vitest';
import { Secret } from '../../src/config/secret.ts';
import { createKeyedHash } from '../../src/sanitize/keyed-hash.ts';
import {
  createKnownValues,
  type EntityMask,
  openKnownValues,
} from '../../src/sanitize/known-values.ts';
import { readKnownValues, writeKnownValues } from '../../src/sanitize/known-values-file.ts';
import { findKnownValues, findNameParts } from '../../src/sanitize/masks/find-known-values.ts';
import { searchRule } from '../../src/sanitize/masks/search-rule.ts';

const hash = createKeyedHash(new Secret('k'));
const person: EntityMask = { mask: 'person' };
const irishPhone: EntityMask = { mask: 'phone', country: 'IE' };

function knownValues(values: readonly (string | [string, EntityMask])[]) {
  const known = createKnownValues(hash);
  for (const value of values) {
    if (typeof value === 'string') known.add(value, person, 'people.name');
    else known.add(...value, 'people.name');
  }
  return known;
}

const values: [string, EntityMask][] = [
  ['Justin Mason', person],
  ['Mark', person],
  ['jm@jmason.org', { mask: 'email' }],
  ['+353 1 679 0832', irishPhone],
];
const folder = await mkdtemp(join(tmpdir(), 'known-values-'));
const file = join(folder, 'known-values');
await writeKnownValues(file, knownValues(values), hash);
afterAll(() => rm(folder, { recursive: true }));

test.each([
  ['Al', 'ignore'],
  ['  J. ', 'ignore'],
  ['---', 'ignore'],
  ['n/a', 'ignore'],
  ['Admin', 'ignore'],
  ['Mark', 'as-written'],
  ["'Mark'", 'as-written'],
  ['Skyttä', 'as-written'],
  ['Justin Mason', 'any-case'],
  ["O'Neil", 'any-case'],
  ['jm@jmason.org', 'any-case'],
  ['r2d2', 'any-case'],
])('%j is searched: %s', (value, rule) => {
  expect(searchRule(value)).toBe(rule);
});

describe.each([
  ['as they were collected', knownValues(values)],
  ['shared', openKnownValues(structuredClone(knownValues(values).share()), hash)],
  ['from a file', await readKnownValues(file, hash)],
])('known values %s', (_, known) => {
  const found = (text: string) => findKnownValues(text, known).map(({ value }) => value);

  test('a single word is found as written, capitalised and in capitals, not in lower case', () => {
    expect(found('Mark, MARK and mark; a bookMark, Markup')).toEqual(['Mark', 'MARK']);
  });

  test('other values are found in any case, as whole words', () => {
    expect(found('JUSTIN mason; xJustin Mason; Justin Masonry; JM@JMASON.ORG.')).toEqual([
      'JUSTIN mason',
      'JM@JMASON.ORG',
    ]);
  });

  test('white space in a value matches line breaks and quote markers', () => {
    expect(found('> says Justin\r\n> > Mason, and Justin \t Mason')).toHaveLength(2);
  });

  test('what a value is masked with is known, with its options', () => {
    expect(findKnownValues('call +353 1 679 0832', known)[0]?.mask).toEqual(irishPhone);
  });

  test('the words of person values are raw tokens; parts of a name count with a capital', () => {
    expect(known.isRawToken('mason')).toBe(true);
    expect(known.isRawToken('jmason')).toBe(false);
    expect(findNameParts('Hi Justin, the mason', known).map(({ value }) => value)).toEqual([
      'Justin',
    ]);
    expect(known.longestSequence).toBe(4);
  });
});

test('the mask of the column that comes first is used', () => {
  const known = knownValues([
    ['Ada Lovelace', { mask: 'company' }],
    ['ADA LOVELACE', person],
  ]);
  expect(findKnownValues('Ada Lovelace', known)[0]?.mask).toEqual({ mask: 'company' });
});

test('lists, organisations and what is added in parentheses give no name parts', () => {
  const known = knownValues([
    'Irish Linux Users Group',
    'Ada Lovelace (Dublin)',
    'The Evil Gerald',
    'Fox',
    'x.y@dell.com',
  ]);
  const parts = findNameParts('The Irish Linux Dublin Fox Dell Com Ada Gerald', known);
  expect(parts.map(({ value }) => value)).toEqual(['Ada', 'Gerald']);
});

test('a value in decomposed form is found in composed prose, and the reverse', () => {
  const known = knownValues(['Rene\u0301', 'Zo\u00eb']);
  expect(findKnownValues('Ren\u00e9 and Zoe\u0308', known)).toHaveLength(2);
});

test.each([1, 13, 14, 27, 28, 29, 41, 42, 500])(
  'every word of a value of %i words is found',
  (count) => {
    const value = Array.from({ length: count }, (_, index) => `word${index}`).join(' ');
    const known = knownValues([value]);
    const found = findKnownValues(`so ${value.toUpperCase()} it is`, known);
    expect(found.map((finding) => finding.value).join(' ')).toBe(value.toUpperCase());
    expect(known.longestSequence).toBeLessThanOrEqual(30);
  },
);

test('another thread finds what this one collected, without a copy', async () => {
  const shared = knownValues(values).share();
  const worker = new Worker(
    `const { parentPort, workerData } = require('node:worker_threads');
     parentPort.postMessage([workerData.values.slots instanceof SharedArrayBuffer, workerData.masks]);`,
    { eval: true, workerData: shared },
  );
  const message = await new Promise((resolve, reject) => {
    worker.on('message', resolve);
    worker.on('error', reject);
  });
  await worker.terminate();
  expect(message).toEqual([true, shared.masks]);
});

describe('the file of known values', () => {
  test('holds no raw value and no word of one, and is its owner’s alone', async () => {
    const content = (await readFile(file, 'latin1')).toLowerCase();
    for (const word of ['justin', 'mason', 'mark', 'jm@', '353', '0832'])
      expect(content).not.toContain(word);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  test('is read as it was written, also if it is long', async () => {
    const many = knownValues(Array.from({ length: 50_000 }, (_, index) => `Ada ${index} Lovelace`));
    const path = join(folder, 'many');
    await writeKnownValues(path, many, hash);
    const known = await readKnownValues(path, hash);
    expect(known.lookup('ada 49999 lovelace')).toEqual(person);
    expect(known.lookup('ada 50000 lovelace')).toBeUndefined();
    expect(known.isNamePart('lovelace')).toBe(many.isNamePart('lovelace'));
  });

  test('is refused if another key made it', async () => {
    const other = createKeyedHash(new Secret('other'));
    await expect(readKnownValues(file, other)).rejects.toMatchObject({
      code: 'state-unusable',
      message: expect.stringContaining('another mask key'),
    });
  });

  test.each([
    ['gone', () => rm(file)],
    ['empty', () => truncate(file, 0)],
    ['cut short', async () => truncate(file, (await stat(file)).size - 13)],
    ['longer', () => appendFile(file, 'x')],
    ['another file', () => writeFile(file, '{"version":1}\n')],
    ['without lines', () => writeFile(file, Buffer.alloc(2_000_000, 'x'))],
    ['changed in an entry', () => changeByte(-50)],
    ['changed in its seal', () => changeByte(-1)],
    ['changed in a mask', () => change('"country":"IE"', '"country":"DE"')],
    ['said to be longer', () => change('"values":', '"values":9')],
  ])('is refused if it is %s', async (_, damage) => {
    await writeKnownValues(file, knownValues(values), hash);
    await damage();
    await expect(readKnownValues(file, hash)).rejects.toMatchObject({ code: 'state-unusable' });
  });

  async function changeByte(at: number) {
    const bytes = await readFile(file);
    const index = bytes.length + at;
    bytes[index] = (bytes[index] as number) ^ 1;
    await writeFile(file, bytes);
  }
  async function change(from: string, to: string) {
    const content = await readFile(file, 'latin1');
    expect(content).toContain(from);
    await writeFile(file, content.replace(from, to), 'latin1');
  }
});

test('values made of metacharacters and prototype names are ordinary values', () => {
  const secrets = ['.*(a+)+$', '__proto__', 'constructor', 'a.b|c'];
  const known = knownValues(secrets.map((value) => [value, { mask: 'secret' }]));
  expect(findKnownValues('toString hasOwnProperty aab', known)).toEqual([]);
  expect(findKnownValues('see __proto__, Constructor and a.b|c', known).length).toBeGreaterThan(2);
});
