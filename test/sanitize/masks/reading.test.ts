import { expect, test } from 'vitest';
import { readings } from '../../../src/sanitize/masks/reading.ts';

test('a text without anything odd is its own only reading', () => {
  const text = 'Über größere Städte, a & b = c; x=1\n&nothing; 10 - 20\n日本\u{1F98A}';
  expect(readings(text).map((reading) => reading.text)).toEqual([text]);
});

test.each([
  ['A\u200bd\u00ada', 'Ada'],
  ['Love=\r\nlace', 'Lovelace'],
  ['M&uuml;ller &amp; S&#246;hne &#x26;', 'Müller & Söhne &'],
  ['&UUML;ber', 'Über'],
  ['&#0;&#xD800;&#9999999;', '&#0;&#xD800;&#9999999;'],
  ['Ａｄａ＠ｘ．ｏｒｇ', 'Ada@x.org'],
  ['𝐀𝐝𝐚', 'Ada'],
  ['o\ufb03ce', 'office'],
  ['\ufb03\ufb03\ufb03', 'ffiffiffi'],
])('%j reads %j', (raw, text) => {
  expect(readings(raw)[0]?.text).toBe(text);
});

test('a word hyphenated at the end of a line has a second reading that joins it', () => {
  const raw = 'by Ada Love-\n> lace-\nJones';
  expect(readings(raw).map(({ text }) => text)).toEqual([raw, 'by Ada Lovelace-\nJones']);
});

test('a piece of a reading leads back to all that stands for it in the raw text', () => {
  const raw = 'by &Ouml;\u200brn=\n M\u00ad\u00ad&uuml;ller.';
  const [reading] = readings(raw);
  const at = reading?.text.indexOf('Örn Müller') ?? -1;
  const place = reading?.toRaw(at, at + 'Örn Müller'.length);
  expect(raw.slice(place?.start, place?.end)).toBe('&Ouml;\u200brn=\n M\u00ad\u00ad&uuml;ller');
});
