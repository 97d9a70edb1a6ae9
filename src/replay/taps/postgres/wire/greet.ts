import { timingSafeEqual } from 'node:crypto';
import type { Socket } from 'node:net';
import {
  CANCEL_REQUEST,
  cstring,
  encode,
  fatal,
  GSS_REQUEST,
  int32,
  PROTOCOL_3_0,
  SSL_REQUEST,
} from './messages.ts';
import { take, takeMessage } from './take.ts';

/** PostgreSQL's MAX_STARTUP_PACKET_LENGTH and PG_MAX_AUTH_TOKEN_LENGTH; src/include/libpq. */
const LONGEST_STARTUP = 10_000;
const LONGEST_PASSWORD = 65_535;

/** How long an application may take to go, in milliseconds. */
const DISMISSAL = 5000;

/** Who may come in. */
export interface Login {
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

/** What a connection turned out to be; `undefined` if it has been refused, or is gone. */
export type Greeting =
  /** `parameters`: what its startup message asks of the session; user and database too. */
  | { readonly kind: 'session'; readonly parameters: ReadonlyMap<string, string> }
  /** `key` names the session whose statement shall end: process id and secret, as they came. */
  | { readonly kind: 'cancel'; readonly key: Buffer }
  | undefined;

/**
 * The server's side of the beginning of a connection, up to the right password. Encryption is declined, as loopback
 * does without it. An application that asks for protocol 3.2 is told that here it is 3.0, so that what follows has
 * one form. Source: https://www.postgresql.org/docs/18/protocol-flow.html
 */
export async function greet(socket: Socket, login: Login): Promise<Greeting> {
  const startup = await takeStartup(socket);
  if (startup === undefined) return undefined;
  if (startup.code === CANCEL_REQUEST) return { kind: 'cancel', key: startup.body };
  if (startup.code >>> 16 !== PROTOCOL_3_0 >>> 16) {
    return refuse(socket, '0A000', 'unsupported frontend protocol: the server supports 3.0');
  }
  const given = readParameters(startup.body);
  if (given === undefined) return refuse(socket, '08P01', 'invalid startup packet layout');
  const unknown = [...given.keys()].filter((name) => name.startsWith('_pq_.'));
  if (startup.code !== PROTOCOL_3_0 || unknown.length > 0) {
    socket.write(encode('v', int32(PROTOCOL_3_0), int32(unknown.length), ...unknown.map(cstring)));
  }
  if (!(await knowsPassword(socket, given, login))) {
    return refuse(socket, '28P01', 'password authentication failed');
  }
  if ((given.get('database') || login.user) !== login.database) {
    return refuse(socket, '3D000', 'there is only the database of the branch');
  }
  for (const name of unknown) given.delete(name);
  return { kind: 'session', parameters: given };
}

/** An application may ask for SSL and for GSSAPI, once each, before it says what it wants. */
async function takeStartup(socket: Socket): Promise<{ code: number; body: Buffer } | undefined> {
  for (let requests = 0; requests <= 2; requests++) {
    const head = await take(socket, 8);
    if (head === undefined) return undefined;
    const length = head.readInt32BE(0);
    if (length < 8 || length > LONGEST_STARTUP) return undefined;
    const code = head.readInt32BE(4);
    const body = await take(socket, length - 8);
    if (body === undefined) return undefined;
    if (code !== SSL_REQUEST && code !== GSS_REQUEST) return { code, body };
    socket.write('N');
  }
  return undefined;
}

/** Pairs of name and value, all ended by a zero, and one more zero. */
function readParameters(body: Buffer): Map<string, string> | undefined {
  const words = body.toString('utf8').split('\0');
  if (words.length < 2 || words.length % 2 !== 0 || words.at(-1) !== '' || words.at(-2) !== '') {
    return undefined;
  }
  const parameters = new Map<string, string>();
  for (let index = 0; index + 2 < words.length; index += 2) {
    parameters.set(words[index] as string, words[index + 1] as string);
  }
  return parameters;
}

/** In clear: it is a password of the tap's own, and does not leave this machine. */
async function knowsPassword(
  socket: Socket,
  given: ReadonlyMap<string, string>,
  login: Login,
): Promise<boolean> {
  socket.write(encode('R', int32(3)));
  const answer = await takeMessage(socket, LONGEST_PASSWORD);
  if (answer?.type !== 'p') return false;
  const isPassword = isSame(answer.body.subarray(0, -1), login.password);
  return isSame(Buffer.from(given.get('user') ?? ''), login.user) && isPassword;
}

function isSame(given: Buffer, expected: string): boolean {
  const wanted = Buffer.from(expected);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** Ends a connection that nothing else reads. Who does not take notice is cut off. */
export function dismiss(socket: Socket, lastWords?: Buffer): void {
  if (lastWords === undefined) socket.end();
  else socket.end(lastWords);
  socket.resume();
  const timer = setTimeout(() => socket.destroy(), DISMISSAL);
  socket.once('close', () => clearTimeout(timer));
}

function refuse(socket: Socket, code: string, message: string): undefined {
  dismiss(socket, fatal(code, message));
}
