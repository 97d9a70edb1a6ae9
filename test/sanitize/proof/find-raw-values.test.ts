import { describe, expect, it } from 'vitest';
import type { Mask } from '../../../src/config/mask-schema.ts';
import { Secret } from '../../../src/config/secret.ts';
import { createKeyedHash } from '../../../src/sanitize/keyed-hash.ts';
import { createRawValueFinder } from '../../../src/sanitize/proof/find-raw-values.ts';
import { foldText } from '../../../src/sanitize/proof/fold-text.ts';
import { proofKey } from '../../../src/sanitize/proof/raw-pattern.ts';
import { createRawCollector } from '../../../src/sanitize/raw-collector.ts';
import { ORIGIN_BITS } from '../../../src/sanitize/raw-value-label.ts';
import { createRawValues } from '../../../src/sanitize/raw-values.ts';

const hash = createKeyedHash(new Secret('a key of the tests'));
const person: Mask = { mask: 'person' };

function rawValues(values: readonly string[], mask: Mask = person, entity = true) {
  const columns = [{ name: 'people.value', mask, entity }];
  const collector = createRawCollector(hash, columns);
  const raw = createRawValues(columns);
  for (const value of values) collector.see(0, value, null);
  const batch = collector.take();
  if (batch) raw.add(batch);
  return raw;
}

/** What stands where a raw value was found, up to the next space. */
function search(values: readonly string[], text: string): string[] {
  const find = createRawValueFinder(rawValues(values, person, false).share(), proofKey(hash));
  const folded = foldText(text);
  const found: string[] = [];
  find(folded, (start) => {
    found.push(folded.cased.slice(start).split(' ')[0] as string);
    return 0;
  });
  return found;
}

describe('a raw value in a text', () => {
  it.each([
    ['in another case', 'Zebulon Quackenbush', 'says ZEBULON quackenbush.'],
    ['split over quoted lines', 'Zebulon Quackenbush', '> says Zebulon\r\n> > Quackenbush'],
    ['without its accents', 'José Müller', 'by jose muller'],
    ['with accents that it lacks', 'Jose Muller', 'by José Müller'],
    ['in decomposed form', 'René Ångström', 'by Rene\u0301 A\u030angstro\u0308m'],
    ['with letters that Unicode does not decompose', 'Øystein Gløersen', 'OYSTEIN GLOERSEN'],
    ['with characters that are not seen', 'Zebulon Quackenbush', 'Zebu\u00adlon Quacken\u200bbush'],
    ['in wide letters', 'zeb@raw-domain.com', 'ｚｅｂ@raw-domain.com'],
    ['between punctuation', 'zeb@raw-domain.com', '<mailto:zeb@raw-domain.com>'],
    ['whose own ends are punctuation', '+49 30 1234567', 'call +49 30 1234567!'],
    ['beside an emoji', 'Zebulon Quackenbush', '😀Zebulon Quackenbush😀'],
    ['beyond the basic plane', '𐐔𐐇𐐝𐐀𐐡 𐐢𐐀', 'by 𐐔𐐇𐐝𐐀𐐡 𐐢𐐀.'],
    ['of 47 characters', 'x1'.padEnd(47, 'y'), `a ${'x1'.padEnd(47, 'y')} b`],
    ['of 48 characters', 'x1'.padEnd(48, 'y'), `a ${'x1'.padEnd(48, 'y')} b`],
    ['of 10,000 characters', `a1 ${'b '.repeat(5000)}`, `so: a1 ${'b '.repeat(5000)} end`],
    ['of 100,000 characters', `a1 ${'b '.repeat(50000)}`, `so: a1 ${'b '.repeat(50000)} end`],
  ])('is found %s', (_, value, text) => {
    expect(search([value], text)).not.toEqual([]);
    expect(search([value], text.replace(/[1eEｅøØ𐐇]/gu, 'q'))).toEqual([]);
  });

  it('is no part of a word, and a single word of letters not in lower case', () => {
    expect(search(['Quill'], 'Quill, QUILL and quill; a bookQuill, Quills, Quill2')).toEqual([
      'Quill,',
      'QUILL',
    ]);
    expect(search(['sunshine'], 'sunshine Sunshine sunshines')).toEqual(['sunshine', 'Sunshine']);
    expect(search(['jm@x.org'], 'ajm@x.org jm@x.organic jm@x.org')).toEqual(['jm@x.org']);
  });

  it.each([
    ['王小明', '我是王小明。', '我是王小红。'],
    ['王伟', '昨天王伟来了', '国王大伟'],
    ['高兴', '姓名：高兴', '我很高兴认识你'],
    ['田中 太郎', '私は田中太郎です', '私は田中次郎です'],
    ['田中太郎', '私は田中　太郎です', '田中　次郎'],
    ['田中', '田中さん', '田中央'],
    ['がじまる', 'これはがじまるです', 'これはかしまるです'],
    ['ジョン・スミス', 'ジョンスミス様', 'ジョンスミ様'],
    ['김민준', '저는 김민준입니다', '저는 김민중입니다'],
    ['이수', '이수가 왔다', '이수민이 왔다'],
    ['สมชาย ใจดี', 'ผมชื่อสมชาย ใจดีครับ', 'ผมชื่อสมชัย ใจดีครับ'],
    ['ฝน', 'คุณฝน มา', 'ฝนตก'],
    ['𠮷野家太郎', '私は𠮷野家太郎です', '私は𠮷野家次郎です'],
  ])('%s is found in %s and not in %s, without blanks between words', (value, text, other) => {
    expect(search([value], text)).toHaveLength(1);
    expect(search([value], other)).toEqual([]);
  });

  it('is found wherever it begins, in a text of many windows', () => {
    for (const offset of [0, 262_100, 262_140, 262_144, 262_150, 600_000]) {
      const text = `${'a b '.repeat(200_000).slice(0, offset)} Zebulon Quackenbush ${'c '.repeat(100_000)}`;
      expect(search(['Zebulon Quackenbush'], text)).toEqual(['Zebulon']);
    }
  });

  it('is found among many that begin alike', () => {
    const values = Array.from(
      { length: 3000 },
      (_, index) => `Ada ${'Lovelace '.repeat(index % 90)}${index}`,
    );
    expect(search(values, `x ${values[2999]} y`)).not.toEqual([]);
    expect(search(values, `x Ada ${'Lovelady '.repeat(50)} y`)).toEqual([]);
  });
});

describe('the count of raw values', () => {
  it('is of distinct ones, and of those apart that are not searched', () => {
    const raw = rawValues([
      'Zebulon',
      'ZEBULON',
      'Al',
      'n/a',
      'Ada Lovelace',
      'Ada Lovelace',
      '42',
    ]);
    expect([raw.size, raw.notSearched]).toEqual([2, 3]);
  });

  it('takes a value as searched that one column would leave out', () => {
    const columns = [
      { name: 'a', mask: { mask: 'birthdate', years: 5 } as Mask, entity: false },
      { name: 'b', mask: person, entity: false },
    ];
    const collector = createRawCollector(hash, columns);
    const raw = createRawValues(columns);
    for (const [column, value] of [
      [0, 'Ada Lovelace'],
      [1, 'Ada Lovelace'],
      [0, 'Ada Lovelace'],
    ] as const) {
      collector.see(column, value, null);
      raw.add(collector.take() ?? new Uint32Array());
    }
    expect([raw.size, raw.notSearched]).toEqual([1, 0]);
  });
});

describe('what of a raw value is taken down', () => {
  const seen = (mask: Mask, raw: string, masked: string | null) => {
    const collector = createRawCollector(hash, [{ name: 'a', mask, entity: false }]);
    collector.see(0, raw, masked);
    return (collector.take()?.length ?? 0) / 5;
  };

  it('is of prose what patterns find, and of a long value that may be a document as well', () => {
    expect(seen({ mask: 'text', entities: [] }, 'ask ada@x.org and bob@y.org', 'ask')).toBe(2);
    expect(seen(person, 'Ada Lovelace', 'Eve Miller')).toBe(1);
    const document = `{"from": "ada@x.org", "note": "${'as it was said before '.repeat(3)}"}`;
    expect(seen({ mask: 'null' }, document, null)).toBe(2);
  });

  it('has for a value inside a structure the mask of that value', () => {
    const phone: Mask = { mask: 'phone' };
    const columns = [{ name: 'a', mask: { mask: 'array', each: phone } as Mask, entity: false }];
    const collector = createRawCollector(hash, columns);
    collector.see(0, '+45 20 12 34 56', null, phone);
    const raw = createRawValues(columns);
    raw.add(collector.take() as Uint32Array<ArrayBuffer>);
    expect(raw.share().origins).toEqual([
      { name: 'a', mask: 'array', entity: false },
      { name: 'a', mask: 'phone', entity: false },
    ]);
    const origins = new Set<number>();
    const search = createRawValueFinder(raw.share(), proofKey(hash));
    search(foldText('+45 20 12 34 56'), (_start, _length, label) => {
      origins.add(label & ORIGIN_BITS);
      return 0;
    });
    expect([...origins]).toEqual([2]);
  });

  it('holds no value in clear', () => {
    const collector = createRawCollector(hash, [{ name: 'a', mask: person, entity: false }]);
    collector.see(0, 'Zebulon', null);
    const bytes = Buffer.from((collector.take() as Uint32Array<ArrayBuffer>).buffer);
    expect(bytes.toString('latin1').toLowerCase()).not.toContain('zeb');
  });
});
