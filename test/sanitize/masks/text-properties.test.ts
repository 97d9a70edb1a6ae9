import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findKnownValues } from '../../../src/sanitize/masks/find-known-values.ts';
import { createMask } from '../../../src/sanitize/masks/registry.ts';
import { createContext } from './context.ts';

const values = [
  'Ada Lovelace',
  'Jörg Müller',
  'ada@example.org',
  'Łukasz',
  '田中 太郎',
  "Danny O'Brien",
  'k-77-Ω',
];
const context = createContext([...values, { value: '+353 1 679 0832', mask: 'phone' }]);
const text = (raw: string) => createMask({ mask: 'text', entities: [] })(raw, context) ?? '';

/** Any code units: also halves of pairs, marks without a letter, and what no version of Unicode has assigned. */
const anything = fc
  .array(
    fc.oneof(
      fc.integer({ min: 1, max: 0xffff }),
      fc.integer({ min: 0x20, max: 0x7e }),
      fc.constantFrom(0x200b, 0xad, 0x0a, 0x3e, 0x26, 0x3d, 0xfb03, 0x301, 0xd800, 0xdc00),
    ),
    { maxLength: 40 },
  )
  .map((codes) => String.fromCharCode(...codes));

/** What makes a value look otherwise without changing what a reader sees. */
const disguises = fc.constantFrom(
  (value: string) => value,
  (value: string) => value.toUpperCase(),
  (value: string) => value.normalize('NFD'),
  (value: string) => value.replaceAll(' ', '\r\n> > '),
  (value: string) => [...value].join('\u200b'),
  (value: string) => value.replaceAll(/(?<=\p{L}\p{L})(?=\p{Ll}\p{Ll})/gu, '\u00ad'),
  (value: string) => value.replaceAll(/(?<=\p{L}\p{L})(?=\p{Ll}\p{Ll})/gu, '=\n'),
  (value: string) =>
    value.replaceAll(/[!-~]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0)),
  (value: string) => value.replaceAll(/[^\w ]/gu, (char) => `&#${char.codePointAt(0)};`),
);

test('a disguised value goes, and nothing else changes by a byte', () => {
  fc.assert(
    fc.property(
      anything,
      fc.constantFrom(...values),
      disguises,
      anything,
      (before, value, disguise, after) => {
        const [head, tail] = [`${before} | `, ` | ${after}`];
        // Only what stays when it is alone.
        fc.pre(text(head) === head && text(tail) === tail);
        const masked = text(head + disguise(value) + tail);
        expect(masked.startsWith(head)).toBe(true);
        expect(masked.endsWith(tail)).toBe(true);
        expect(masked).not.toBe(head + disguise(value) + tail);
        expect(findKnownValues(masked, context.known)).toEqual([]);
      },
    ),
    { numRuns: 1500 },
  );
});

test('any mixture of characters and pieces of values is masked, the same each time, without a known value left', () => {
  const piece = fc.oneof(
    anything,
    fc.constantFrom(
      ...values.flatMap((value) => value.split(/(?<=[ @'])/)),
      '+353',
      '1 679',
      '\n> ',
    ),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const raw = pieces.join('');
      const masked = text(raw);
      expect(text(raw)).toBe(masked);
      expect(findKnownValues(masked, context.known)).toEqual([]);
    }),
    { numRuns: 1500 },
  );
});

test('prose without a value or a pattern stays as it is', () => {
  const words = fc.array(
    fc.constantFrom(...'the cat sat on a mat, and it rained. Über größere Städte'.split(' ')),
  );
  fc.assert(
    fc.property(words, fc.constantFrom(' ', '\n', '\n> ', '  ', '\t'), (chosen, separator) => {
      const prose = chosen.join(separator);
      expect(text(prose)).toBe(prose);
    }),
  );
});
