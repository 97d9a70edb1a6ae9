import { connect, type Socket } from 'node:net';
import type { DatabaseAddress } from '../../../../engines/database-address.ts';
import { cstring, encode, encodeStartup, int32, PROTOCOL_3_0 } from './messages.ts';
import { type ScramCache, startScram } from './scram.ts';
import { take, takeMessage } from './take.ts';

/** Nothing that a server says before a session begins is longer. */
const LONGEST_MESSAGE = 1_000_000;

/** A session that the branch has let in. */
export interface BranchSession {
  /** Not flowing; nothing of it has been read after the greeting. */
  readonly socket: Socket;
  /** All that the branch has said from the successful authentication to ReadyForQuery, as it came. */
  readonly greeting: Buffer;
  /** Process id and secret, by which its statements are cancelled. */
  readonly key: Buffer;
}

/** Why there is none: the branch's own ErrorResponse, as it came. */
export interface Refusal {
  readonly refusal: Buffer;
}

export interface LogInOptions {
  /** Those of the startup message besides user and database. */
  readonly parameters: ReadonlyMap<string, string>;
  /** Run before the session is handed on; nothing of it is seen. */
  readonly preparation?: string | undefined;
  readonly cache: ScramCache;
  /** Gives the attempt up. */
  readonly signal: AbortSignal;
}

/**
 * Begins a session with the parameters that the application asked for, as the branch's role. Done here rather than by
 * taking a connection over from `pg`, which sends only the parameters it knows (always with its own encoding), reads
 * away what the application has to be told, and has no public way to part with its socket. Authentication is one of
 * those that engines ask for: none, a password in clear (PGlite) or SCRAM-SHA-256. Throws when the branch can't be
 * reached or says what nobody understands.
 */
export async function logIn(
  address: DatabaseAddress,
  options: LogInOptions,
): Promise<BranchSession | Refusal> {
  const socket = await openSocket(address, options.signal);
  const giveUp = () => socket.destroy();
  options.signal.addEventListener('abort', giveUp, { once: true });
  try {
    return await converse(socket, address, options);
  } catch (error) {
    socket.destroy();
    throw error;
  } finally {
    options.signal.removeEventListener('abort', giveUp);
  }
}

/** A connection to a server, on which nothing has been said. */
export function openSocket({ host, port }: DatabaseAddress, signal: AbortSignal): Promise<Socket> {
  const socket = host.startsWith('/')
    ? connect({ path: `${host}/.s.PGSQL.${port}`, allowHalfOpen: true })
    : connect({ host, port, noDelay: true, allowHalfOpen: true });
  return new Promise((resolve, reject) => {
    const giveUp = () => socket.destroy(new Error('given up'));
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    const forget = () => signal.removeEventListener('abort', giveUp);
    socket.once('connect', () => {
      forget();
      resolve(socket);
    });
    // It stays, so that a connection that breaks later doesn't end this process.
    socket.on('error', reject);
    socket.once('close', () => {
      forget();
      reject(new Error('the connection was closed'));
    });
  });
}

async function converse(
  socket: Socket,
  address: DatabaseAddress,
  { parameters, preparation, cache }: LogInOptions,
): Promise<BranchSession | Refusal> {
  const { user, database, password } = address;
  const asked = new Map([...parameters, ['user', user], ['database', database]]);
  const words = [...asked].flatMap(([name, value]) => [cstring(name), cstring(value)]);
  socket.write(encodeStartup(PROTOCOL_3_0, ...words, Buffer.from([0])));
  const secret = password?.reveal() ?? '';
  const scram = startScram(secret, cache);
  const greeting: Buffer[] = [];
  let key = Buffer.alloc(0);
  let isConfirmed = true;
  for (;;) {
    const message = await takeMessage(socket, LONGEST_MESSAGE);
    if (message === undefined) throw new Error('the branch ended the connection');
    const { type, body, bytes } = message;
    if (type === 'E') {
      socket.destroy();
      return { refusal: bytes };
    }
    if (type === 'R') await authenticate(body);
    if (type === 'K') key = Buffer.from(body);
    if (greeting.length > 0 || isWelcome(type, body)) greeting.push(bytes);
    if (type !== 'Z') continue;
    const refusal = preparation && (await prepare(socket, preparation));
    return refusal ? { refusal } : { socket, greeting: Buffer.concat(greeting), key };
  }

  async function authenticate(body: Buffer): Promise<void> {
    const kind = body.readInt32BE(0);
    const data = body.subarray(4);
    if (kind === 0 && isConfirmed) return;
    if (kind === 3) socket.write(encode('p', cstring(secret)));
    else if (kind === 10 && data.toString().split('\0').includes('SCRAM-SHA-256')) {
      isConfirmed = false;
      const first = Buffer.from(scram.first);
      socket.write(encode('p', cstring('SCRAM-SHA-256'), int32(first.length), first));
    } else if (kind === 11) {
      socket.write(encode('p', Buffer.from(await scram.answer(data.toString()))));
    } else if (kind === 12 && scram.confirms(data.toString())) isConfirmed = true;
    else throw new Error('the branch asks for an authentication that is not known here');
  }
}

/** Runs statements; the ErrorResponse if one fails. */
async function prepare(socket: Socket, statements: string): Promise<Buffer | undefined> {
  socket.write(encode('Q', cstring(statements)));
  for (;;) {
    const message = await takeMessage(socket, LONGEST_MESSAGE);
    if (message === undefined) throw new Error('the branch ended the connection');
    if (message.type === 'Z') return undefined;
    if (message.type !== 'E') continue;
    socket.destroy();
    return message.bytes;
  }
}

/** AuthenticationOk. */
function isWelcome(type: string, body: Buffer): boolean {
  return type === 'R' && body.readInt32BE(0) === 0;
}

/** Asks a server to end what one of its sessions does now; resolves when it has taken note, or can't be reached. */
export async function cancel(
  address: DatabaseAddress,
  request: Buffer,
  signal: AbortSignal,
): Promise<void> {
  try {
    const socket = await openSocket(address, signal);
    socket.end(request);
    await take(socket, 1);
    socket.destroy();
  } catch {
    // As with a server itself: nobody is told whether a request to cancel did anything.
  }
}
