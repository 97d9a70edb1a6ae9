import { describe, expect, it } from 'vitest';
import type { Mask } from '../../../src/config/mask-schema.ts';
import { Secret } from '../../../src/config/secret.ts';
import { createKeyedHash } from '../../../src/sanitize/keyed-hash.ts';
import { KEPT, type SearchedColumn } from '../../../src/sanitize/proof/judge-hit.ts';
import { proofKey } from '../../../src/sanitize/proof/raw-pattern.ts';
import { createLineSearch } from '../../../src/sanitize/proof/search-lines.ts';
import { createRawCollector } from '../../../src/sanitize/raw-collector.ts';
import { createRawValues } from '../../../src/sanitize/raw-values.ts';

const hash = createKeyedHash(new Secret('a key of the tests'));
const prose: SearchedColumn = { mask: 'text' };

/** Searches one field for the values of one column, each with what the mask made of it. */
function searchFor(
  mask: Mask,
  values: readonly string[],
  { entity = true, masked = null }: { entity?: boolean; masked?: string | null } = {},
) {
  const columns = [{ name: 'people.value', mask, entity }];
  const collector = createRawCollector(hash, columns);
  for (const value of values) collector.see(0, value, masked);
  const raw = createRawValues(columns);
  raw.add(collector.take() as Uint32Array<ArrayBuffer>);
  const search = createLineSearch(raw.share(), proofKey(hash));
  return (text: string | Buffer, column: SearchedColumn = KEPT) =>
    search(Buffer.concat([Buffer.from(text as string), Buffer.from('\n')]), [column]).leaks > 0;
}

describe('a number is found in other groups', () => {
  it.each<[Mask['mask'], string, string]>([
    ['phone', '+49 30 1234567', '+49301234567'],
    ['phone', '+49 30 1234567', '0049 (30) 1234-567'],
    ['phone', '+49 30 1234567', 'call 030/1234567 now'],
    ['phone', '+49 (0)30 1234567', '0301234567'],
    ['phone', '030 1234567', '030-12 34 567'],
    ['card', '4111 1111 1111 1111', '4111111111111111'],
    ['card', '4111111111111111', 'card 4111-1111-1111-1111.'],
    ['iban', 'DE89370400440532013000', 'to DE89 3704 0044 0532 0130 00 of'],
    ['iban', 'GB29 NWBK 6016 1331 9268 19', 'gb29nwbk60161331926819'],
  ])('%s %s in %s', (mask, value, text) => {
    const search = searchFor({ mask } as Mask, [value]);
    expect(search(text)).toBe(true);
    expect(
      search(text.replace(/(\d)(\D*)$/, (_, digit, rest) => `${(Number(digit) + 1) % 10}${rest}`)),
    ).toBe(false);
  });

  it.each([
    ['an order of ten digits', '3012345678'],
    ['a decimal', '3012345.678'],
    ['part of a longer number', '1 030 12345678'],
  ])('and is not %s', (_, text) => {
    expect(searchFor({ mask: 'phone' }, ['+49 30 12345678'])(text)).toBe(false);
  });

  it('in prose alone with fewer than nine digits, and never among numbers', () => {
    const search = searchFor({ mask: 'phone' }, ['12345678', '+45 87 65 43 21']);
    for (const text of ['12345678', '87 65 43 21']) {
      expect([search(text, prose), search(text)]).toEqual([true, false]);
    }
    const long = searchFor({ mask: 'phone' }, ['+49 30 123456789']);
    expect([long('030 123456789'), long('030 123456789', { numbers: true })]).toEqual([
      true,
      false,
    ]);
  });
});

describe('a name is found in other spellings', () => {
  const search = searchFor({ mask: 'person' }, [
    'Ada Lovelace',
    'Jean-Luc Quillberg',
    'Zoë Müllersen',
  ]);
  it.each([
    'ada_lovelace',
    'the /users/ada.lovelace/x',
    'Ada|Lovelace',
    'Lovelace, Ada',
    'Lovelace, Ada Maria; Ada Lovelace',
    'jean_luc_quillberg',
    'Jean Luc Quillberg',
    '?name=Ada+Lovelace',
    '?name=Zo%C3%AB%20M%c3%bcllersen',
    '"{\\\\"name\\\\": \\\\"Zo\\\\\\\\u00eb M\\\\\\\\u00fcllersen\\\\"}"',
    'Zo&euml; M&uuml;llersen',
    'Zoë&nbsp;Müllersen',
    'Zoë Müller-\\n> sen',
  ])('%s', (text) => {
    expect(search(text)).toBe(true);
    expect(search(text.replace(/l/gi, 'k'))).toBe(false);
  });

  it('beside bytes of another encoding', () => {
    expect(
      search(Buffer.concat([Buffer.from([0xff, 0x20]), Buffer.from('by Zoë Müllersen')])),
    ).toBe(true);
  });

  it('turned in kept columns alone, where no mask finds it', () => {
    expect(search('lovelace, ada', prose)).toBe(false);
    expect(search('lovelace, ada')).toBe(true);
  });

  it('in its parts, with a capital, where the masks look for them', () => {
    expect([search('so Lovelace said', prose), search('so lovelace said', prose)]).toEqual([
      true,
      false,
    ]);
    expect([search('Lovelace'), search('Lovelace', { mask: 'company' })]).toEqual([false, false]);
    const common = searchFor({ mask: 'person' }, ['Will Page']);
    expect([common('Will the Page', prose), common('will page', prose)]).toEqual([false, true]);
  });

  it('as an address of percent-encoded text', () => {
    const address = searchFor({ mask: 'email' }, ['ada@raw-domain.com']);
    expect(address('https://x.org/u?to=ada%40raw-domain.com&x')).toBe(true);
    expect(address('https://x.org/u?to=ada%41raw-domain.com&x')).toBe(false);
  });
});

describe('a pseudonym that is somebody else’s raw value', () => {
  const own: SearchedColumn = { mask: 'phone' };
  const number = '+45 20 12 34 56';
  const phones = (options: object) => searchFor({ mask: 'phone' }, [number], options);

  it('is no leak as a whole field with the mask of the value’s column', () => {
    const search = phones({ entity: false, masked: '+45 20 00 00 00' });
    expect([search(number, own), search('+4520123456', own)]).toEqual([false, false]);
    expect([search(`${number} x`, own), search(number), search(number, { mask: 'hash' })]).toEqual([
      true,
      true,
      true,
    ]);
  });

  it('is none in what is computed from that column, once it was found there', () => {
    const search = phones({ entity: false });
    expect(search(number, { computed: true })).toBe(true);
    expect(search(number, own)).toBe(false);
    expect(search(number, { computed: true })).toBe(false);
    expect(search(number)).toBe(true);
  });

  it('is a leak where the mask gave the value itself, and where pseudonyms avoid raw values', () => {
    expect(phones({ entity: false, masked: number })(number, own)).toBe(true);
    expect(phones({ entity: true })(number, own)).toBe(true);
  });

  it.each<Mask>([{ mask: 'email' }, { mask: 'hash' }, { mask: 'sql', expression: 'name' }])(
    'is a leak of a mask whose pseudonyms are no raw values: %j',
    (mask) => {
      const value = 'ada@raw-domain.com';
      const search = searchFor(mask, [value], { entity: false, masked: 'x' });
      expect(search(value, { mask: mask.mask })).toBe(true);
    },
  );
});

it.each([
  ['letters and points', 'a.b'],
  ['points', '.'],
  ['percents', '%41'],
  ['names and commas', 'Ab, '],
  ['digits', '1'],
  ['groups of digits', '1 2-'],
  ['account numbers', 'DE89 3704 '],
  ['signs', '王 '],
  ['Thai letters', 'ส'],
])('searches millions of characters of %s', { timeout: 120_000 }, (_, piece) => {
  const search = searchFor({ mask: 'person' }, ['Ada Lovelace']);
  expect(search(piece.repeat(3_000_000 / piece.length))).toBe(false);
});
