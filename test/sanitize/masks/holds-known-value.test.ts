import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findKnownValues } from '../../../src/sanitize/masks/find-known-values.ts';
import { holdsKnownValue } from '../../../src/sanitize/masks/holds-known-value.ts';
import { createContext } from './context.ts';

const { known } = createContext([
  'Ada Lovelace',
  'Mark',
  'James',
  'ada.king@mail12.net',
  { value: '+49 30 1234567', mask: 'phone' },
  { value: '01.23.45.67.89', mask: 'phone' },
  { value: '12 Main Street', mask: 'address' },
]);

const piece = fc.constantFrom(
  ...[
    'Ada',
    'ada',
    'Lovelace',
    'Lovelaces',
    'Mark',
    'mark',
    'James',
    'Jame',
    'king',
    'mail12',
    'net',
  ],
  ...['+49', '0', '30', '1234567', '123456', '01', '23', '45', '67', '89', '12', 'Main', 'Street'],
  ...['7', 'x', 'é', '10.0.0.1'],
);
const separator = fc.constantFrom(' ', ' ', '.', '@', '-', '', '  ', ', ', '(', '_');
const texts = fc
  .array(fc.tuple(piece, separator), { minLength: 1, maxLength: 8 })
  .map((pieces) => pieces.flat().join(''));

test('a text holds a known value if one is found in it', () => {
  const held = { yes: 0, no: 0 };
  fc.assert(
    fc.property(texts, (text) => {
      const holds = holdsKnownValue(text, known);
      held[holds ? 'yes' : 'no'] += 1;
      expect(holds).toBe(findKnownValues(text, known).length > 0);
    }),
    { numRuns: 5000 },
  );
  expect(Math.min(held.yes, held.no)).toBeGreaterThan(500);
});
