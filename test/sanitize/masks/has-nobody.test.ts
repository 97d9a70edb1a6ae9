import { expect, test } from 'vitest';
import { hasNobody } from '../../../src/sanitize/masks/has-nobody.ts';
import { createMask } from '../../../src/sanitize/masks/registry.ts';
import { createContext } from './context.ts';

const context = createContext();
const masks = [
  'person',
  'first_name',
  'last_name',
  'company',
  'address',
  'city',
  'postcode',
  'phone',
] as const;

test.each(masks)(
  '%s leaves punctuation, signs and white space of any script, and nothing else',
  (mask) => {
    const apply = createMask({ mask });
    for (const raw of [
      '-',
      '—',
      '–',
      '…',
      '·',
      '•',
      '.',
      '?',
      '\u00a0',
      '\u3000',
      '。',
      '、',
      '（）',
      '€',
      '∑',
      '\u0301',
    ]) {
      expect(hasNobody(raw)).toBe(true);
      expect(apply(raw, context)).toBe(raw);
    }
    for (const raw of ['Ada', '— Ada', '7', '٧', '王', '🙂', '²']) {
      expect(hasNobody(raw)).toBe(false);
      expect(apply(raw, context), raw).not.toBe(raw);
    }
  },
);
