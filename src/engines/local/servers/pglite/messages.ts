/**
 * The few messages of PostgreSQL's wire protocol 3.0 that the server side has to make or change itself.
 * Source: https://www.postgresql.org/docs/18/protocol-message-formats.html
 */

export const SSL_REQUEST = 80877103;
export const GSS_REQUEST = 80877104;
export const CANCEL_REQUEST = 80877102;
export const PROTOCOL_3 = 196608;

/** A message with a type byte: `type`, a length that counts itself, and the body. */
export function encode(type: string, ...fields: Buffer[]): Buffer {
  const body = Buffer.concat(fields);
  const head = Buffer.alloc(5);
  head.write(type, 0, 'latin1');
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

export function int32(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeInt32BE(value);
  return buffer;
}

export function cstring(text: string): Buffer {
  return Buffer.from(`${text}\0`, 'utf8');
}

export function errorResponse(severity: 'ERROR' | 'FATAL', code: string, message: string): Buffer {
  const fields = [`S${severity}`, `V${severity}`, `C${code}`, `M${message}`].map(cstring);
  return encode('E', ...fields, Buffer.from([0]));
}

export function readyForQuery(status: 'I' | 'T' | 'E'): Buffer {
  return encode('Z', Buffer.from(status, 'latin1'));
}

/** The parameters of a startup message, after its length and protocol number. */
export function readStartupParameters(message: Buffer): Map<string, string> {
  const words = message.subarray(8).toString('utf8').split('\0');
  const parameters = new Map<string, string>();
  for (let index = 0; index + 1 < words.length && words[index] !== ''; index += 2) {
    parameters.set(words[index] as string, words[index + 1] as string);
  }
  return parameters;
}

/**
 * Gives a prepared statement's name in a Parse, Bind, Describe or Close message a prefix, because all
 * connections share one session. Other messages, and the unnamed statement, come back as they were.
 */
export function prefixStatementName(message: Buffer, prefix: string): Buffer {
  const type = String.fromCharCode(message[0] as number);
  let start: number;
  if (type === 'P') start = 5;
  else if (type === 'B') start = message.indexOf(0, 5) + 1;
  else if ((type === 'D' || type === 'C') && message[5] === 0x53) start = 6;
  else return message;
  if (message[start] === 0) return message;
  return encode(type, message.subarray(5, start), Buffer.from(prefix), message.subarray(start));
}
