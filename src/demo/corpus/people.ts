import type { Person } from './corpus.ts';
import type { Mail } from './parse-mail.ts';

/** Everybody who wrote or was written to, by address, in the order of their first mail; the first name stays. */
export function collectPeople(mails: readonly Mail[]): Person[] {
  const people = new Map<string, Person>();
  for (const { from, recipients } of mails) {
    for (const { name, email } of [from, ...recipients]) {
      const known = people.get(email);
      if (known) known.name ??= name;
      else people.set(email, { id: people.size + 1, name, email });
    }
  }
  return [...people.values()];
}
