import type { Faker } from '@faker-js/faker';
import { faker as ar } from '@faker-js/faker/locale/ar';
import { faker as de } from '@faker-js/faker/locale/de';
import { faker as dv } from '@faker-js/faker/locale/dv';
import { faker as el } from '@faker-js/faker/locale/el';
import { faker as en } from '@faker-js/faker/locale/en';
import { faker as es } from '@faker-js/faker/locale/es';
import { faker as fr } from '@faker-js/faker/locale/fr';
import { faker as he } from '@faker-js/faker/locale/he';
import { faker as hy } from '@faker-js/faker/locale/hy';
import { faker as it } from '@faker-js/faker/locale/it';
import { faker as ja } from '@faker-js/faker/locale/ja';
import { faker as ka } from '@faker-js/faker/locale/ka_GE';
import { faker as ko } from '@faker-js/faker/locale/ko';
import { faker as ne } from '@faker-js/faker/locale/ne';
import { faker as nl } from '@faker-js/faker/locale/nl';
import { faker as ru } from '@faker-js/faker/locale/ru';
import { faker as th } from '@faker-js/faker/locale/th';
import { faker as zh } from '@faker-js/faker/locale/zh_CN';
import type { Script } from './name-script.ts';
import { foldWord } from './words.ts';

/** The names of a script in lower case, those in Latin and Greek letters without accents; none is in both lists. */
export interface NamePool {
  first: readonly string[];
  last: readonly string[];
}

const locales: Record<Script, readonly Faker[]> = {
  Latin: [en, de, es, fr, it, nl],
  Cyrillic: [ru],
  Greek: [el],
  Arabic: [ar],
  Hebrew: [he],
  Han: [zh, ja],
  Hiragana: [ja],
  Katakana: [ja],
  Hangul: [ko],
  Devanagari: [ne],
  Thai: [th],
  Georgian: [ka],
  Armenian: [hy],
  Thaana: [dv],
};

const pools = new Map<Script, NamePool>();

/** The names of a script. They are collected when a value in that script is met first. */
export function namePool(script: Script): NamePool {
  let pool = pools.get(script);
  if (!pool) {
    const first = collect(script, 'first_name', new Set());
    pool = { first, last: collect(script, 'last_name', new Set(first)) };
    pools.set(script, pool);
  }
  return pool;
}

function collect(
  script: Script,
  group: 'first_name' | 'last_name',
  taken: ReadonlySet<string>,
): string[] {
  // Two letters would be too few in an alphabet: they are words more often than names.
  const isName = script === 'Latin' ? /^[a-z]{3,}$/ : ofScript(script);
  const names = locales[script].flatMap(({ rawDefinitions }) =>
    Object.values(rawDefinitions.person?.[group] ?? {}).flat(),
  );
  const folded = names.map((name) => inLowerCase(name));
  return [...new Set(folded)].filter((name) => isName.test(name) && !taken.has(name));
}

const ofScript = (script: Script) =>
  new RegExp(`^\\p{Script=${script}}[\\p{Script=${script}}\\p{M}ー]*$`, 'u');

/** Without accents, so that pseudonyms can be put together of pieces and fit any encoding. */
function inLowerCase(name: string): string {
  const folded = foldWord(name);
  return /[\p{Script=Latin}\p{Script=Greek}]/u.test(folded)
    ? folded.normalize('NFD').replace(/\p{M}/gu, '')
    : folded;
}
