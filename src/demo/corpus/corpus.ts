import { readFile } from 'node:fs/promises';
import { groupThreads } from './group-threads.ts';
import { listMailFiles } from './mail-files.ts';
import { type Mail, parseMail } from './parse-mail.ts';
import { collectPeople } from './people.ts';

export interface Person {
  id: number;
  /** Absent if no header ever names the owner of the address. */
  name: string | null;
  email: string;
}

export interface Thread {
  id: number;
  subject: string;
}

export interface Message {
  id: number;
  thread_id: number;
  person_id: number;
  /** The Message-ID header. */
  message_id: string;
  /** ISO 8601, UTC. */
  sent_at: string;
  subject: string;
  body: string;
}

/** Mail as a database would hold it. Ids count from 1, messages in the order in which they were sent. */
export interface Corpus {
  people: Person[];
  threads: Thread[];
  messages: Message[];
}

/**
 * The wanted mail of SpamAssassin's public corpus: real, with all that people put into mail. Always the same
 * people, threads and messages under the same ids. Throws `not-found` if the corpus is not installed.
 */
export async function readCorpus(): Promise<Corpus> {
  const mails: Mail[] = [];
  for (const file of await listMailFiles()) {
    const mail = await parseMail(await readFile(file));
    if (mail) mails.push(mail);
  }
  return buildCorpus(mails);
}

/** Brings mail into tables; of several with the same Message-ID, the first stays. */
export function buildCorpus(mails: readonly Mail[]): Corpus {
  const distinct = [
    ...new Map([...mails].reverse().map((mail) => [mail.messageId, mail])).values(),
  ];
  const ordered = distinct.sort(
    (a, b) => compare(a.sentAt, b.sentAt) || compare(a.messageId, b.messageId),
  );
  const people = collectPeople(ordered);
  const { threads, threadIds } = groupThreads(ordered);
  const personIds = new Map(people.map(({ id, email }) => [email, id]));
  const messages = ordered.map((mail, index) => ({
    id: index + 1,
    thread_id: threadIds[index] as number,
    person_id: personIds.get(mail.from.email) as number,
    message_id: mail.messageId,
    sent_at: mail.sentAt,
    subject: mail.subject,
    body: mail.body,
  }));
  return { people, threads, messages };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
