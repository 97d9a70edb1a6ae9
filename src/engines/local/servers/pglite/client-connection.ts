import { timingSafeEqual } from 'node:crypto';
import type { Socket } from 'node:net';
import {
  CANCEL_REQUEST,
  cstring,
  encode,
  errorResponse,
  GSS_REQUEST,
  int32,
  PROTOCOL_3,
  prefixStatementName,
  readStartupParameters,
  readyForQuery,
  SSL_REQUEST,
} from './messages.ts';
import type { Login } from './protocol.ts';
import type { TurnQueue } from './turn-queue.ts';

/** Larger messages are refused: nobody sends one, and they would have to fit into memory. */
const LONGEST_MESSAGE = 256 * 1024 * 1024;

export interface ConnectionOptions {
  readonly id: number;
  readonly queue: TurnQueue;
  readonly login: Login | undefined;
  /** Session parameters that clients expect to be told when they connect. */
  readonly parameters: ReadonlyMap<string, string>;
  /** Called with an error that the database itself can't have survived. */
  readonly onBroken: (error: unknown) => void;
}

/** Speaks the server's side of the protocol with one client until either ends. */
export async function serveConnection(socket: Socket, options: ConnectionOptions): Promise<void> {
  const { id, queue, login } = options;
  const prefix = `c${id}_`;
  const reader = readMessages(socket);
  const send = (data: Uint8Array) => {
    if (socket.writable) socket.write(data);
  };
  socket.on('error', () => socket.destroy());
  try {
    if (!(await greet())) return;
    let turn: Buffer[] = [];
    for await (const message of reader.messages()) {
      const type = String.fromCharCode(message[0] as number);
      if (type === 'X') break;
      if (startsCopyIn(type, message)) {
        turn = [];
        send(errorResponse('ERROR', '0A000', 'COPY FROM STDIN is not served by PGlite'));
        send(readyForQuery('I'));
        continue;
      }
      turn.push(prefixStatementName(message, prefix));
      if (type !== 'Q' && type !== 'S' && type !== 'H') continue;
      await queue.run(id, Buffer.concat(turn), send).catch(options.onBroken);
      turn = [];
    }
  } finally {
    socket.destroy();
    await queue.release(id).catch(options.onBroken);
  }

  /** Startup and authentication; false when the client has to go. */
  async function greet(): Promise<boolean> {
    const startup = await reader.startup(send);
    if (startup === undefined) return false;
    if (login !== undefined) {
      send(encode('R', int32(3)));
      const answer = await reader.message();
      const user = readStartupParameters(startup).get('user') ?? '';
      const password = answer?.[0] === 0x70 ? answer.subarray(5, -1).toString('utf8') : '';
      if (!sameText(user, login.user) || !sameText(password, login.password)) {
        send(errorResponse('FATAL', '28P01', 'password authentication failed'));
        return false;
      }
    }
    send(encode('R', int32(0)));
    for (const [name, value] of options.parameters)
      send(encode('S', cstring(name), cstring(value)));
    send(encode('K', int32(process.pid), int32(id)));
    send(readyForQuery('I'));
    return true;
  }
}

/** PGlite ends its process when it has to wait for a client's COPY data. */
function startsCopyIn(type: string, message: Buffer): boolean {
  if (type !== 'Q' && type !== 'P') return false;
  const start = type === 'Q' ? 5 : message.indexOf(0, 5) + 1;
  return /^\s*copy\s[^;]*\sfrom\s+stdin/i.test(message.toString('utf8', start));
}

function sameText(given: string, expected: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(expected);
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Cuts the bytes of a socket into messages. */
function readMessages(socket: Socket) {
  const chunks = socket[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let buffer: Buffer = Buffer.alloc(0);

  /** The next `size` bytes without taking them; `undefined` when the client is gone. */
  async function peek(size: number): Promise<Buffer | undefined> {
    if (size > LONGEST_MESSAGE) return undefined;
    const parts = [buffer];
    let length = buffer.length;
    while (length < size) {
      const chunk = await chunks.next().catch(() => ({ done: true as const, value: undefined }));
      if (chunk.done) return undefined;
      parts.push(chunk.value);
      length += chunk.value.length;
    }
    buffer = Buffer.concat(parts);
    return buffer.subarray(0, size);
  }

  async function take(size: number): Promise<Buffer | undefined> {
    const bytes = await peek(size);
    if (bytes !== undefined) buffer = buffer.subarray(size);
    return bytes;
  }

  async function message(): Promise<Buffer | undefined> {
    const head = await peek(5);
    return head === undefined ? undefined : take(1 + Math.max(4, head.readInt32BE(1)));
  }

  return {
    message,
    async *messages(): AsyncGenerator<Buffer> {
      for (let next = await message(); next !== undefined; next = await message()) yield next;
    },
    /** The startup message; encryption is declined, as loopback and sockets do without it. */
    async startup(send: (data: Uint8Array) => void): Promise<Buffer | undefined> {
      for (;;) {
        const head = await peek(8);
        if (head === undefined) return undefined;
        const code = head.readInt32BE(4);
        const startup = await take(Math.max(8, head.readInt32BE(0)));
        if (code === SSL_REQUEST || code === GSS_REQUEST) send(Buffer.from('N'));
        else if (code === CANCEL_REQUEST) return undefined;
        else if (code >>> 16 === PROTOCOL_3 >>> 16) return startup;
        else return undefined;
      }
    },
  };
}
