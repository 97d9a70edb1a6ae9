/** The scripts that have pseudonyms of their own. */
export type Script = (typeof scripts)[number];

const scripts = [
  'Latin',
  'Cyrillic',
  'Greek',
  'Arabic',
  'Hebrew',
  'Han',
  'Hiragana',
  'Katakana',
  'Hangul',
  'Devanagari',
  'Thai',
  'Georgian',
  'Armenian',
  'Thaana',
] as const;

const letters = scripts.map(
  (script) => [script, new RegExp(`^\\p{Script=${script}}`, 'u')] as const,
);

/** The script of a word's first letter; `Latin` also stands for every script without pseudonyms. */
export function scriptOf(word: string): Script {
  if (/^[a-z]/i.test(word)) return 'Latin';
  return letters.find(([, letter]) => letter.test(word))?.[0] ?? 'Latin';
}

/** Scripts whose signs are syllables or words, so that any row of signs can be read. */
export const syllabic: ReadonlySet<Script> = new Set(['Han', 'Hiragana', 'Katakana', 'Hangul']);
