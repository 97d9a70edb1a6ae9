import fc from 'fast-check';
import { expect, test } from 'vitest';
import { maskCompany } from '../../../src/sanitize/masks/company.ts';
import { hasNobody } from '../../../src/sanitize/masks/has-nobody.ts';
import { namePool } from '../../../src/sanitize/masks/name-pool.ts';
import { nameWord } from '../../../src/sanitize/masks/name-word.ts';
import { createContext } from './context.ts';

const context = createContext();
const again = createContext();
const mask = (raw: string) => maskCompany(raw, context) ?? '';

test.each([
  ['Acme GmbH & Co. KG', /^[A-Z][a-z]+ GmbH & Co\. KG$/],
  ['Acme Inc.', /^[A-Z][a-z]+ Inc\.$/],
  ['ACME TOOLS LTD', /^[A-Z]+ [A-Z]+ LTD$/],
  ['Acme Tools, S.A.', /^[A-Z][a-z]+ [A-Z][a-z]+, S\.A\.$/],
  ['Kowalski i Synowie Sp. z o.o.', /^[A-Z][a-z]+ i [A-Z][a-z]+ Sp\. z o\.o\.$/],
  ['Bank of Utopia plc', /^[A-Z][a-z]+ of [A-Z][a-z]+ plc$/],
  ['ООО Ромашка', /^ООО \p{Script=Cyrillic}+$/u],
  ['Δοκιμή Α.Ε.', /^\p{Script=Greek}+ Α\.Ε\.$/u],
  ['山田商事株式会社', /^\p{Script=Han}+株式会社$/u],
  ['株式会社山田', /^株式会社\p{Script=Han}+$/u],
  ['华兴科技有限公司', /^\p{Script=Han}+有限公司$/u],
  ['주식회사 가람', /^주식회사 \p{Script=Hangul}+$/u],
  ['Studio 54', /^[A-Z][a-z]+ \d\d$/],
])('%s keeps its form', (raw, form) => {
  expect(mask(raw)).toMatch(form);
  expect(mask(raw)).not.toBe(raw);
});

test('a word has one pseudonym in all companies, in its own letter case', () => {
  expect(mask('ACME Ltd')).toBe(`${mask('Acme').toUpperCase()} Ltd`);
  expect(mask('Acme GmbH').split(' ')[0]).toBe(mask('Acme Inc.').split(' ')[0]);
});

test('a company of nothing but legal forms is masked, too', () => {
  for (const raw of ['GmbH', 'Co', 'and', '株式会社', 'ООО']) expect(mask(raw)).not.toBe(raw);
});

test('a name of a company tells nothing of the person called so', () => {
  const { last } = namePool('Latin');
  const same = last.filter(
    (name) => nameWord(name, context) === nameWord(name, context, { kind: 'company' }),
  );
  expect(same.length).toBeLessThan(20);
});

test('any characters: the same other value every time', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (raw) => {
      const hasName = !hasNobody(raw);
      expect(mask(raw) !== raw).toBe(hasName);
      expect(maskCompany(raw, again)).toBe(mask(raw));
    }),
  );
});
