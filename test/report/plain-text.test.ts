import { expect, it } from 'vitest';
import { cutText, plainJson, plainLine, plainText } from '../../src/report/plain-text.ts';
import { terminalAttack } from './hostile-text.ts';

it.each([
  ['\x1b[2J', '␛[2J'],
  ['\x1b]8;;http://evil.example\x07x\x1b]8;;\x07', '␛]8;;http://evil.example␇x␛]8;;␇'],
  ['\x07', '␇'],
  ['a\rb', 'a␍b'],
  ['\u202Egpj.exe', '⟨U+202E⟩gpj.exe'],
  ['\u2066\u200F\u061C', '⟨U+2066⟩⟨U+200F⟩⟨U+061C⟩'],
  ['a\0b', 'a␀b'],
  ['\x7f\x08', '␡␈'],
  ['\u009b2J\u0085', '⟨U+009B⟩2J⟨U+0085⟩'],
  ['\u200B\uFEFF\u00AD', '⟨U+200B⟩⟨U+FEFF⟩⟨U+00AD⟩'],
  ['\u2028\u2029', '⟨U+2028⟩⟨U+2029⟩'],
  ['\ud800x\udc00', '⟨U+D800⟩x⟨U+DC00⟩'],
  ['\u{E0041}', '⟨U+E0041⟩'],
])('shows %j by name', (hostile, shown) => {
  expect(plainText(hostile)).toBe(shown);
});

it.each(['Grüße, 日本語, नमस्ते, שלום', '👩‍👩‍👧 می‌خواهم', '1\n2\n\n3', ''])(
  'leaves %j as it is',
  (text) => {
    expect(plainText(text)).toBe(text);
  },
);

it('knows the line breaks of Windows and makes tabs blanks', () => {
  expect(plainText('a\r\nb\tc')).toBe('a\nb    c');
});

it('makes one line of several', () => {
  expect(plainLine('a\r\n\n\nb\nc\u2028')).toBe('a b c⟨U+2028⟩');
});

it('takes linear time for long hostile text', () => {
  const started = performance.now();
  plainLine(' \x1b\n'.repeat(500_000));
  expect(performance.now() - started).toBeLessThan(5000);
});

it('keeps the value of JSON while no terminal obeys it', () => {
  const value = { [terminalAttack]: `${terminalAttack}\u{E0041}` };
  const json = plainJson(JSON.stringify(value, null, 2));
  expect(JSON.parse(json)).toEqual(value);
  expect(json).not.toMatch(/[\u009b\u202e\u2028\u{E0041}]/u);
});

it('says how much it cut and never halves a character', () => {
  expect(cutText('abc', 3)).toBe('abc');
  expect(cutText('abcdef', 3)).toBe('abc… (3 more characters cut)');
  expect(cutText('ab😀d', 3)).toBe('ab… (3 more characters cut)');
  expect(cutText('x'.repeat(12_346), 1)).toBe('x… (12,345 more characters cut)');
});
