/** Tells of a text, by the first and last names of all languages, whether it could be a person's name. */
export interface PersonNames {
  /** Two to four words, one of them a known name. */
  readonly isFull: (text: string) => boolean;
  /** One word with a capital that is a known name, or an initial and a word, as many logins are: `a.lovelace`. */
  readonly isShort: (text: string) => boolean;
}

/** Loaded when asked for: the lists of names of all languages are large. */
export async function loadPersonNames(): Promise<PersonNames> {
  const { allLocales } = await import('@faker-js/faker');
  const names = new Set<string>();
  for (const { person } of Object.values(allLocales)) {
    for (const list of [person?.first_name, person?.last_name]) {
      for (const name of [list?.generic, list?.female, list?.male].flatMap((some) => some ?? [])) {
        names.add(name.toLowerCase());
      }
    }
  }
  const isName = (word: string) => names.has(word.toLowerCase());
  return {
    isFull(text) {
      const words = text.trim().split(/[\s,]+/);
      if (words.length < 2 || words.length > 4) return false;
      if (!words.every((word) => /^[\p{L}.'’-]+$/u.test(word))) return false;
      return BEGINS_A_NAME.test(text) && words.some(isName);
    },
    isShort(text) {
      const word = text.trim();
      return /^\p{L}[._]\p{L}{2,}\d*$/u.test(word) || (BEGINS_A_NAME.test(word) && isName(word));
    },
  };
}

const BEGINS_A_NAME = /^\p{Lu}|^\p{Lo}/u;
