import { faker } from '@faker-js/faker/locale/en';

/** First and last names in one pool, because a word must get the same pseudonym wherever in a name it stands. */
export const namePool: readonly string[] = collectNames();

function collectNames(): string[] {
  const { first_name, last_name } = faker.rawDefinitions.person ?? {};
  const names = [first_name, last_name].flatMap((group) => Object.values(group ?? {}).flat());
  return [...new Set(names)].filter((name) => /^[A-Z][a-z]{2,}$/.test(name));
}
