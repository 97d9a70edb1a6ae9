import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maskSchema } from '../../../src/config/mask-schema.ts';
import { BranchProdError } from '../../../src/errors.ts';
import { type ComputedMask, createMask } from '../../../src/sanitize/masks/registry.ts';
import { createContext } from './context.ts';
import { type MaskCase, maskCases } from './mask-cases.ts';
import { maskNames } from './mask-names.ts';

/** What gives no pseudonym for a whole value: it is computed, stays, or is the same for all. */
const others = [
  ...['sql', 'derive', 'trigger', 'command', 'reembed'],
  ...['null', 'keep', 'constant', 'text', 'noise'],
];
/** They apply other masks, to what their paths name. */
const structures = ['json', 'xml', 'hstore', 'array'];
const names = maskNames().filter((name) => !others.includes(name));

// What CI finds, everybody finds; run with other numbers to look further.
fc.configureGlobal({ seed: 5 });

function make(name: string) {
  const mask = maskSchema.parse({ mask: name, ...maskCases[name]?.options });
  return createMask(mask as Exclude<typeof mask, ComputedMask>);
}

const context = createContext();
/** Any characters but NUL, which PostgreSQL has not: also halves of pairs, and those that no standard knows. */
const anything = fc
  .array(fc.integer({ min: 1, max: 0xffff }), { minLength: 1, maxLength: 30 })
  .map((codes) => String.fromCharCode(...codes));
const latin = fc.stringMatching(/^[A-Za-z]{3,9}[0-9]{3}[A-Za-z ]{3,9}$/);
const rawOf = (name: string): fc.Arbitrary<string> => maskCases[name]?.raw ?? latin;

test('the list of masks is read out of the schema', () => {
  expect(names.length).toBeGreaterThan(25);
  expect(names).toContain('email');
});

describe.each(names)('%s', (name) => {
  const { isValid, isNobodys = () => false }: Partial<MaskCase> = maskCases[name] ?? {};

  test('gives the same other valid value every time', () => {
    fc.assert(
      fc.property(rawOf(name), (raw) => {
        const masked = make(name)(raw, context);
        expect(make(name)(raw, createContext())).toBe(masked);
        if (!isNobodys(raw)) expect(masked).not.toBe(raw);
        expect(masked).not.toBe('');
        if (isValid && masked !== null)
          expect([masked, isValid(masked, raw)]).toEqual([masked, true]);
      }),
      { numRuns: 60 },
    );
  });

  test('projects with other keys get other pseudonyms', () => {
    const raws = fc.sample(rawOf(name), { numRuns: 40, seed: 1 });
    const other = createContext([], { key: 'the key of another project' });
    const same = raws.filter((raw) => make(name)(raw, context) === make(name)(raw, other));
    expect(same.length).toBeLessThan(raws.length / 4);
  });

  test('a value whose pseudonym is taken gets another one', () => {
    const raws = fc.sample(rawOf(name), { numRuns: 40, seed: 2 });
    const next = { ...context, firstAttempt: () => 1 };
    const same = raws.filter((raw) => make(name)(raw, context) === make(name)(raw, next));
    expect(same.length).toBeLessThan(raws.length / 4);
  });

  test('takes any Unicode, or refuses it without telling it', () => {
    const mask = make(name);
    fc.assert(
      fc.property(fc.oneof(anything, fc.string({ unit: 'grapheme', minLength: 1 })), (raw) => {
        expect(attempt(() => mask(raw, context), raw)).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  test('fits the column', () => {
    fc.assert(
      fc.property(rawOf(name), fc.integer({ min: 1, max: 40 }), (raw, maxLength) => {
        const mask = make(name);
        attempt(() => {
          const masked = mask(raw, { ...createContext(), maxLength });
          if (name !== 'array') expect([...(masked ?? '')].length).toBeLessThanOrEqual(maxLength);
        }, raw);
      }),
      { numRuns: 60 },
    );
  });
});

test.each(names.filter((name) => !structures.includes(name)))(
  '%s never leaves letters and digits as they are',
  (name) => {
    const mask = make(name);
    fc.assert(
      fc.property(latin, (raw) => {
        attempt(() => expect(mask(raw, context)).not.toBe(raw), raw);
      }),
      { numRuns: 60 },
    );
  },
);

/** Masks that agree by design: a person is the same in all of them. */
const families = [
  ['person', 'first_name', 'last_name', 'email', 'company'],
  ['address', 'city', 'postcode'],
];

test('no two masks of a value have anything in common', () => {
  const raws = fc.sample(fc.stringMatching(/^[A-Za-z0-9]{24}$/), { numRuns: 25, seed: 3 });
  const common: string[] = [];
  for (const raw of raws) {
    const masked = names.flatMap((name) => {
      if (structures.includes(name)) return [];
      let pseudonym: string | null = null;
      attempt(() => {
        pseudonym = make(name)(raw, context);
      }, raw);
      return pseudonym === null ? [] : [{ name, pseudonym: pseudonym as string }];
    });
    for (const one of masked) {
      for (const other of masked) {
        const related = families.some((all) => all.includes(one.name) && all.includes(other.name));
        if (one.name < other.name && !related && share(one.pseudonym, other.pseudonym)) {
          common.push(`${one.name} and ${other.name}`);
        }
      }
    }
  }
  expect([...new Set(common)]).toEqual([]);
});

/** Whether the same run of seven characters, or the same seven characters at the same places, is in both. */
function share(one: string, other: string): boolean {
  for (let index = 0; index + 7 <= one.length; index += 1) {
    if (other.includes(one.slice(index, index + 7))) return true;
  }
  return false;
}

/** Runs it; an error of the mask must be `mask-failed` and hold nothing of the value. */
function attempt(run: () => unknown, raw: string): boolean {
  try {
    run();
    return true;
  } catch (error) {
    if (!(error instanceof BranchProdError)) throw error;
    expect(error.code).toBe('mask-failed');
    expect(error.cause).toBeUndefined();
    const told = `${error.message} ${error.nextStep}`;
    return raw.length < 4 || !told.includes(raw);
  }
}
