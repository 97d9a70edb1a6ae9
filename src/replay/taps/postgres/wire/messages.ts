/**
 * The few messages of PostgreSQL's wire protocol that the tap makes itself.
 * Source: https://www.postgresql.org/docs/18/protocol-message-formats.html
 */

export const SSL_REQUEST = 80877103;
export const GSS_REQUEST = 80877104;
export const CANCEL_REQUEST = 80877102;
/** 3.0: the major version is in the upper two bytes. What is newer (3.2) is negotiated down to it. */
export const PROTOCOL_3_0 = 196608;

/** A message with a type byte: `type`, a length that counts itself, and the body. */
export function encode(type: string, ...fields: Uint8Array[]): Buffer {
  return Buffer.concat([Buffer.from(type, 'latin1'), withLength(...fields)]);
}

/** What begins a connection has no type byte. */
export function encodeStartup(code: number, ...fields: Uint8Array[]): Buffer {
  return withLength(int32(code), ...fields);
}

export function int32(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeInt32BE(value);
  return buffer;
}

export function cstring(text: string): Buffer {
  return Buffer.from(`${text}\0`, 'utf8');
}

/** An ErrorResponse after which the connection ends. */
export function fatal(code: string, message: string): Buffer {
  const fields = ['SFATAL', 'VFATAL', `C${code}`, `M${message}`].map(cstring);
  return encode('E', ...fields, Buffer.from([0]));
}

/** The SQLSTATE of an ErrorResponse's body; `undefined` if it has none. */
export function sqlState(body: Buffer): string | undefined {
  for (let at = 0; at < body.length && body[at] !== 0; ) {
    const end = body.indexOf(0, at + 1);
    if (end === -1) return undefined;
    if (body[at] === 0x43) return body.toString('latin1', at + 1, end);
    at = end + 1;
  }
  return undefined;
}

function withLength(...fields: Uint8Array[]): Buffer {
  const body = Buffer.concat(fields);
  return Buffer.concat([int32(body.length + 4), body]);
}
