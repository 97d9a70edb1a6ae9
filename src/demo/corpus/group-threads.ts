import type { Thread } from './corpus.ts';
import type { Mail } from './parse-mail.ts';

/**
 * Groups mail into threads: what refers to the same ids belongs together, even if nobody has the mail referred
 * to. A thread that would begin with a reply joins the last earlier mail with its subject: not every program
 * writes references (Zawinski: Message Threading, 1997, step 5).
 * @param mails in the order in which they were sent
 * @returns the threads in the order of their first mail, and for each mail the id of its thread
 */
export function groupThreads(mails: readonly Mail[]): { threads: Thread[]; threadIds: number[] } {
  const sets = new DisjointSets();
  for (const { messageId, references } of mails) {
    for (const reference of references) sets.join(messageId, reference);
  }
  joinBySubject(mails, sets);
  const threads = new Map<string, Thread>();
  const threadIds = mails.map(({ messageId, subject }) => {
    const set = sets.find(messageId);
    const thread = threads.get(set) ?? { id: threads.size + 1, subject: baseSubject(subject) };
    threads.set(set, thread);
    return thread.id;
  });
  return { threads: [...threads.values()], threadIds };
}

function joinBySubject(mails: readonly Mail[], sets: DisjointSets): void {
  const lastWith = new Map<string, string>();
  const begun = new Set<string>();
  for (const { messageId, subject } of mails) {
    const base = baseSubject(subject);
    const key = base.toLowerCase();
    const earlier = lastWith.get(key);
    const begins = !begun.has(sets.find(messageId));
    if (begins && base !== subject && base !== '' && earlier !== undefined) {
      sets.join(messageId, earlier);
    }
    begun.add(sets.find(messageId));
    lastWith.set(key, messageId);
  }
}

/** A subject without `Re:` and its kin, before or after a list's `[name]`. */
function baseSubject(subject: string): string {
  const reply = /^((?:\[[^\]]*\]\s*)?)(?:(?:re|aw|fwd?)(?:\[\d+\])?:\s*)+/i;
  const shorter = subject.replace(reply, '$1').trim();
  return shorter === subject ? subject : baseSubject(shorter);
}

/** Tarjan's union-find, with path halving. */
class DisjointSets {
  readonly #parents = new Map<string, string>();

  find(member: string): string {
    let current = member;
    for (;;) {
      const parent = this.#parents.get(current) ?? current;
      if (parent === current) return current;
      const grandparent = this.#parents.get(parent) ?? parent;
      this.#parents.set(current, grandparent);
      current = grandparent;
    }
  }

  join(a: string, b: string): void {
    const root = this.find(a);
    if (root !== this.find(b)) this.#parents.set(root, this.find(b));
  }
}
