import PostalMime, { type Address, type Header } from 'postal-mime';

export interface MailAddress {
  name: string | null;
  /** In lower case. */
  email: string;
}

/** One mail, as far as the corpus needs it. */
export interface Mail {
  messageId: string;
  /** ISO 8601, UTC. */
  sentAt: string;
  from: MailAddress;
  /** To and Cc. */
  recipients: MailAddress[];
  subject: string;
  /** The Message-IDs that it answers. */
  references: string[];
  body: string;
}

const mostBodyBytes = 100_000;

/**
 * Reads one mail in the format of RFC 5322 and MIME. The plain text is the body, with signature and quotations
 * as they are; the HTML is, where there is no text. `undefined` for what lacks an id, a sender or a date.
 */
export async function parseMail(raw: Uint8Array): Promise<Mail | undefined> {
  const mail = await PostalMime.parse(raw, { forceRfc822Attachments: true });
  const [from] = readAddresses([mail.from]);
  const sentAt = readDate(mail.headers);
  if (!mail.messageId || !from || Number.isNaN(sentAt.getTime())) return undefined;
  return {
    messageId: clean(mail.messageId),
    sentAt: sentAt.toISOString(),
    from,
    recipients: readAddresses([...(mail.to ?? []), ...(mail.cc ?? [])]),
    subject: clean(mail.subject ?? '')
      .replaceAll(/\s+/g, ' ')
      .trim(),
    references: `${mail.inReplyTo ?? ''} ${mail.references ?? ''}`.match(/<[^<>\s]+>/g) ?? [],
    body: cut(clean(mail.text?.trim() ? mail.text : (mail.html ?? ''))),
  };
}

/** A date without a zone is taken as UTC: JavaScript would take this machine's. */
function readDate(headers: Header[]): Date {
  const written = headers.find(({ key }) => key === 'date')?.value ?? '';
  const plain = written.replaceAll(/\([^)]*\)/g, '').trim();
  return new Date(/(?:[+-]\d{4}|[a-z]{1,3})$/i.test(plain) ? plain : `${plain} UTC`);
}

function readAddresses(addresses: (Address | undefined)[]): MailAddress[] {
  return addresses
    .flatMap((address) => address?.group ?? address ?? [])
    .filter(({ address }) => address?.includes('@'))
    .map(({ name, address }) => ({
      name: clean(name).trim() || null,
      email: clean(address ?? '').toLowerCase(),
    }));
}

/** PostgreSQL's text holds neither NUL nor half a surrogate pair. */
function clean(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}

/** At most 100 kB of UTF-8, ending with a whole character. */
function cut(text: string): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= mostBodyBytes) return text;
  return new TextDecoder().decode(bytes.subarray(0, mostBodyBytes), { stream: true });
}
