import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { PostgresTap } from '../../../../src/replay/taps/postgres/postgres-tap.ts';
import {
  cstring,
  encode,
  encodeStartup,
  int32,
} from '../../../../src/replay/taps/postgres/wire/messages.ts';
import { takeMessage } from '../../../../src/replay/taps/postgres/wire/take.ts';
import { findTestInstallations } from '../../../postgres/installations.ts';
import { startPostgres, type TestPostgres } from '../../../postgres/start-postgres.ts';
import { have, needs } from '../../../skip.ts';
import { addressOf, recorded, tapOf, withClient } from './tapped.ts';

const { any } = await findTestInstallations();
const end = Buffer.from([0]);

describe('the tap of PostgreSQL withstands', needs(any), () => {
  let server: TestPostgres;
  let tap: PostgresTap;
  beforeAll(async () => {
    server = await startPostgres(have(any).installation);
    await server.query('CREATE TABLE big (id int PRIMARY KEY, body text)');
    await server.query("INSERT INTO big VALUES (1, repeat('x', 100000000)), (2, 'short')");
    tap = await tapOf(server.address);
  });
  afterAll(async () => {
    await tap?.close();
    await server?.[Symbol.asyncDispose]();
  });

  function dial(to = tap): Socket {
    const socket = connect(addressOf(to).port, '127.0.0.1');
    socket.on('error', () => {});
    return socket;
  }

  /** What the tap says to bytes that are all that ever comes. */
  async function answerTo(bytes: Buffer | string): Promise<string> {
    const socket = dial();
    socket.end(bytes);
    return (await buffer(socket)).toString('latin1');
  }

  function startup(code: number, parameters: Record<string, string>): Buffer {
    const words = Object.entries(parameters).flat().map(cstring);
    return encodeStartup(code, ...words, end);
  }

  /** A raw connection that has logged in; not flowing. */
  async function logIn(code = 196608, extra: Record<string, string> = {}): Promise<Socket> {
    const { user, database, password } = addressOf(tap);
    const socket = dial();
    socket.write(startup(code, { user, database, ...extra }));
    socket.write(encode('p', cstring(password)));
    for (;;) {
      const message = await takeMessage(socket, 10_000);
      if (message === undefined || message.type === 'E') throw new Error('no session');
      if (message.type === 'v') socket.emit('negotiated', message.body);
      if (message.type === 'Z') return socket;
    }
  }

  const isAlive = () =>
    expect(withClient(tap, (client) => client.query('SELECT 1 AS one'))).resolves.toMatchObject({
      rows: [{ one: 1 }],
    });

  it.each<[string, Buffer | string]>([
    ['nothing', ''],
    ['HTTP', 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'],
    ['the beginning of TLS', Buffer.from('16030100c5010000c10303', 'hex')],
    ['a length that is too short', Buffer.from('0000000400030000', 'hex')],
    ['a length that is too long', Buffer.from('7fffffff00030000', 'hex')],
    ['a negative length', Buffer.from('ffffffff00030000', 'hex')],
    ['half a startup message', Buffer.from('000000ff0003000075736572', 'hex')],
    ['a request to cancel nothing', encodeStartup(80877102, int32(1), int32(2))],
    ['a request to cancel without a key', encodeStartup(80877102)],
  ])('%s instead of a startup message', async (_, bytes) => {
    expect(await answerTo(bytes)).toBe('');
    await isAlive();
  });

  it('requests for encryption, which it declines, but not for ever', async () => {
    const ssl = encodeStartup(80877103);
    const gss = encodeStartup(80877104);
    expect(await answerTo(Buffer.concat([ssl, gss]))).toBe('NN');
    expect(await answerTo(Buffer.concat(Array.from({ length: 10 }, () => ssl)))).toBe('NNN');
  });

  it.each([
    ['another protocol', encodeStartup(131072, Buffer.from('x')), '0A000'],
    ['parameters without an end', encodeStartup(196608, Buffer.from('user')), '08P01'],
    ['another message than a password', Buffer.concat([startup(196608, {}), encode('Q')]), '28P01'],
  ])('%s, and says so', async (_, bytes, code) => {
    expect(await answerTo(bytes)).toContain(`C${code}\0`);
  });

  it('a wrong user and a wrong password alike', async () => {
    const { user, database, password } = addressOf(tap);
    const answers = await Promise.all(
      [
        [user, 'wrong'],
        ['other', password],
        [user, `${password}x`],
        [user, ''],
      ].map(([name = '', word = '']) =>
        answerTo(
          Buffer.concat([startup(196608, { user: name, database }), encode('p', cstring(word))]),
        ),
      ),
    );
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toContain('C28P01\0');
    expect(answers[0]).not.toContain(password);
  });

  it('protocol 3.2 and unknown options of it, which it negotiates away', async () => {
    const { user, database, password } = addressOf(tap);
    const socket = dial();
    socket.write(startup(196610, { user, database, '_pq_.magic': 'on' }));
    const message = await takeMessage(socket, 1000);
    expect(message?.type).toBe('v');
    expect(message?.body).toEqual(Buffer.concat([int32(196608), int32(1), cstring('_pq_.magic')]));
    socket.write(encode('p', cstring(password)));
    const types: (string | undefined)[] = [];
    while (types.at(-1) !== 'Z') types.push((await takeMessage(socket, 10_000))?.type);
    expect(types).toContain('K');
    socket.destroy();
  });

  it('half a message, then nothing', async () => {
    const socket = await logIn();
    socket.end(encode('Q', cstring('SELECT 1')).subarray(0, 7));
    socket.resume();
    await once(socket, 'close');
    await isAlive();
  });

  it('a message with an impossible length, for which the server ends the session', async () => {
    const socket = await logIn();
    socket.end(Buffer.from('Q\0\0\0\x01rest'));
    expect(await buffer(socket)).toHaveLength(0);
    await isAlive();
  });

  it('messages one byte at a time', async () => {
    const recording = tap.record();
    const socket = await logIn();
    const bytes = Buffer.concat([
      encode('P', cstring(''), cstring('SELECT id FROM big WHERE id = $1'), Buffer.alloc(2)),
      encode('B', end, end, Buffer.from('000000010000000132' + '0000', 'hex')),
      encode('D', Buffer.from('P\0')),
      encode('E', end, int32(0)),
      encode('S'),
    ]);
    for (const byte of bytes) socket.write(Buffer.from([byte]));
    const types: (string | undefined)[] = [];
    while (types.at(-1) !== 'Z') types.push((await takeMessage(socket, 10_000))?.type);
    socket.destroy();
    expect(types.join('')).toBe('12TDCZ');
    const [statement] = await recording.end();
    expect(statement).toMatchObject({ parameters: ['2'], rows: [{ key: { id: 2 } }] });
  });

  it('errors in a pipeline: what is skipped is not mistaken for what is answered', async () => {
    const recording = tap.record();
    const socket = await logIn();
    const ask = (sql: string) => [
      encode('P', cstring(''), cstring(sql), Buffer.alloc(2)),
      encode('B', end, end, Buffer.alloc(6)),
      encode('D', Buffer.from('P\0')),
      encode('E', end, int32(0)),
    ];
    const named = encode('P', cstring('kept'), cstring('SELECT 1/0'), Buffer.alloc(2));
    socket.write(
      Buffer.concat([
        ...ask('SELECT id FROM big WHERE id = 1'),
        ...ask('SELECT broken'),
        ...ask('SELECT id FROM big WHERE id = 2'),
        named,
        encode('S'),
        ...ask('SELECT id FROM big WHERE id = 2'),
        encode('S'),
      ]),
    );
    const types: (string | undefined)[] = [];
    while (types.filter((type) => type === 'Z').length < 2) {
      types.push((await takeMessage(socket, 10_000))?.type);
    }
    socket.destroy();
    expect(types.join('')).toBe('12TDCEZ12TDCZ');
    const statements = await recording.end();
    expect(statements.map(({ sql, error, rows }) => [sql, error, rows[0]?.key])).toEqual([
      ['SELECT id FROM big WHERE id = 1', undefined, { id: 1 }],
      ['SELECT broken', '42703', undefined],
      ['SELECT id FROM big WHERE id = 2', undefined, { id: 2 }],
    ]);
  });

  it('a row of 100 MB, whose key comes after it, in little memory', async () => {
    const socket = await logIn();
    const recording = tap.record();
    const most = watchMemory();
    socket.write(encode('Q', cstring('SELECT body, id FROM big ORDER BY id')));
    let received = 0;
    let last = '';
    for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
      received += chunk.length;
      last = chunk.toString('latin1', Math.max(0, chunk.length - 6));
      if (last === 'Z\0\0\0\x05I') break;
    }
    const used = most();
    socket.destroy();
    const [statement] = await recording.end();
    expect(received).toBeGreaterThan(100_000_000);
    expect(statement?.rows.map(({ key, texts }) => [key, texts[0]?.length])).toEqual([
      [{ id: 1 }, 65_536],
      [{ id: 2 }, 5],
    ]);
    expect(used).toBeLessThan(20_000_000);
  });

  it('a client that never reads: the server waits, the memory stays', async () => {
    const sockets = await Promise.all(Array.from({ length: 5 }, () => logIn()));
    const most = watchMemory();
    for (const socket of sockets) {
      socket.write(encode('Q', cstring('SELECT body FROM big ORDER BY id')));
    }
    const waiting = `SELECT count(*)::int AS count FROM pg_stat_activity WHERE wait_event = 'ClientWrite'`;
    while ((await server.query(waiting))[0]?.count !== 5) await sleep(20);
    await isAlive();
    expect(most()).toBeLessThan(20_000_000);
    for (const socket of sockets) socket.destroy();
    const left = `SELECT count(*)::int AS count FROM pg_stat_activity WHERE query LIKE 'SELECT body%'`;
    while ((await server.query(left))[0]?.count !== 0) await sleep(20);
  });

  it('a client that asks without end and never reads', async () => {
    const socket = await logIn();
    const most = watchMemory();
    const many = Buffer.concat(
      Array.from({ length: 2000 }, () => encode('Q', cstring("SELECT repeat('x', 1000)"))),
    );
    while (socket.writableLength === 0) {
      socket.write(many);
      await sleep(5);
    }
    await isAlive();
    expect(most()).toBeLessThan(20_000_000);
    socket.destroy();
  });

  it('a branch that ends in the middle of a result', async () => {
    const fake = createServer((socket) => {
      socket.on('error', () => {});
      socket.once('data', () => {
        socket.write(Buffer.concat([encode('R', int32(0)), encode('K', int32(1), int32(2))]));
        socket.write(encode('Z', Buffer.from('I')));
        socket.on('data', (data) => {
          if (data[0] !== 0x51) return;
          const column = [cstring('id'), int32(1), Buffer.from([0, 1]), int32(23), Buffer.alloc(8)];
          socket.write(encode('T', Buffer.from([0, 1]), ...column));
          socket.end(encode('D', Buffer.from([0, 1]), int32(1000)).subarray(0, 9));
        });
      });
    });
    fake.listen(0, '127.0.0.1');
    await once(fake, 'listening');
    const { port } = fake.address() as { port: number };
    await using dying = await tapOf({ host: '127.0.0.1', port, user: 'u', database: 'd' });
    const recording = dying.record();
    await withClient(dying, async (client) => {
      await expect(client.query('SELECT id FROM big')).rejects.toThrow('terminated unexpectedly');
    }).catch(() => {});
    expect(await recording.end()).toMatchObject([{ sql: 'SELECT id FROM big', rows: [] }]);
    fake.close();
  });

  it.each([
    ['that says nothing and goes', Buffer.alloc(0)],
    ['that is no PostgreSQL', Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')],
    ['that wants what nobody knows', encode('R', int32(7))],
    ['that refuses', encode('E', cstring('SFATAL'), cstring('C53300'), cstring('Mfull'), end)],
  ])('a branch %s', async (_, bytes) => {
    const fake = createServer((socket) => {
      socket.on('error', () => {});
      socket.once('data', () => socket.end(bytes));
    });
    fake.listen(0, '127.0.0.1');
    await once(fake, 'listening');
    const { port } = fake.address() as { port: number };
    const starting = tapOf({ host: '127.0.0.1', port, user: 'u', database: 'd' });
    await expect(starting).rejects.toMatchObject({ code: 'engine-failed' });
    fake.close();
  });

  it('a branch that has ended and comes back', async () => {
    await using own = await startPostgres(have(any).installation);
    await using front = await tapOf(own.address);
    await own.stop();
    const asking = () => withClient(front, (client) => client.query('SELECT 1'));
    await expect(asking()).rejects.toMatchObject({ code: '57P03' });
    await own.start();
    await expect(asking()).resolves.toMatchObject({ rowCount: 1 });
  });

  it('being closed with all sorts of connections open, twice', async () => {
    const own = await tapOf(server.address);
    const silent = dial(own);
    await once(silent, 'connect');
    const errors: (string | undefined)[] = [];
    await withClient(own, async (client) => {
      client.on('error', (error) => errors.push((error as { code?: string }).code));
      const ended = new Promise<void>((resolve) => client.on('end', () => resolve()));
      await Promise.all([own.close(), own.close()]);
      await ended;
    }).catch(() => {});
    expect(errors[0]).toBe('57P01');
    if (!silent.closed) await once(silent.resume(), 'close');
    await expect(once(dial(own), 'connect')).rejects.toThrow();
  });

  it('an interruption while it starts', async () => {
    const fake = createServer(() => {});
    fake.listen(0, '127.0.0.1');
    await once(fake, 'listening');
    const { startPostgresTap } = await import(
      '../../../../src/replay/taps/postgres/postgres-tap.ts'
    );
    const { port } = fake.address() as { port: number };
    const controller = new AbortController();
    const starting = startPostgresTap({
      branch: { host: '127.0.0.1', port, user: 'u', database: 'd' },
      signal: controller.signal,
    });
    await once(fake, 'connection');
    controller.abort();
    await expect(starting).rejects.toMatchObject({ code: 'interrupted' });
    fake.close();
  });

  it('a stranger who says a byte now and then: there is a time by which to log in', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const socket = dial();
      const closed = once(socket.resume(), 'close');
      const accepted = once(socket, 'connect');
      await accepted;
      for (const byte of [0, 0, 0]) {
        const passed = new Promise<void>((resolve) =>
          socket.write(Buffer.from([byte]), () => resolve()),
        );
        await passed;
        await isAlive();
        vi.advanceTimersByTime(25_000);
      }
      await closed;
    } finally {
      vi.useRealTimers();
    }
  });

  it('more strangers than it lets in: the oldest go, and the application comes in', async () => {
    const sockets = Array.from({ length: 600 }, () => dial());
    await Promise.all(sockets.map((socket) => once(socket, 'connect')));
    await isAlive();
    const closed = sockets.filter((socket) => socket.resume().closed).length;
    const first = sockets.slice(0, 100).filter((socket) => !socket.closed);
    await Promise.all(first.map((socket) => once(socket, 'close')));
    expect(closed).toBeLessThanOrEqual(101);
    for (const socket of sockets) socket.destroy();
  });

  it('a connection that the system can not give it', async () => {
    const failing = new Promise<boolean>((resolve) => {
      const fail = (message: unknown) => {
        unsubscribe('net.server.socket', fail);
        const { server: listening } = (message as { socket: { server: NodeJS.EventEmitter } })
          .socket;
        resolve(
          listening.listenerCount('error') > 0 && listening.emit('error', new Error('EMFILE')),
        );
      };
      subscribe('net.server.socket', fail);
    });
    expect(await answerTo('')).toBe('');
    expect(await failing).toBe(true);
    await isAlive();
  });

  it('a request to cancel without a key, where the branch gave none', async () => {
    const requests: Buffer[] = [];
    const fake = createServer((socket) => {
      socket.on('error', () => {});
      socket.once('data', (data) => {
        requests.push(data);
        if (data.readInt32BE(4) === 80877102) return socket.end();
        socket.write(Buffer.concat([encode('R', int32(0)), encode('Z', Buffer.from('I'))]));
      });
    });
    fake.listen(0, '127.0.0.1');
    await once(fake, 'listening');
    const { port } = fake.address() as { port: number };
    await using own = await tapOf({ host: '127.0.0.1', port, user: 'u', database: 'd' });
    await withClient(own, async () => {
      const socket = dial(own);
      socket.end(encodeStartup(80877102));
      await buffer(socket);
    });
    expect(requests.map((request) => request.readInt32BE(4))).toEqual([196608, 196608]);
    fake.close();
  });

  it('gives no secret away when it is printed', () => {
    expect(JSON.stringify(tap)).not.toContain(addressOf(tap).password);
  });

  it('a COPY whose Sync was sent ahead, which the server ignores', async () => {
    const recorded = tap.record();
    const socket = await logIn();
    socket.write(
      Buffer.concat([
        encode('Q', cstring('CREATE TEMP TABLE t (line text)')),
        encode('P', end, cstring('COPY t FROM STDIN'), Buffer.alloc(2)),
        encode('B', end, end, Buffer.alloc(6)),
        encode('E', end, int32(0)),
        encode('S'),
        encode('d', Buffer.from('one\n')),
        encode('c'),
        encode('S'),
        encode('Q', cstring('SELECT id FROM big WHERE id = 2')),
      ]),
    );
    const types: (string | undefined)[] = [];
    while (types.filter((type) => type === 'Z').length < 3) {
      types.push((await takeMessage(socket, 10_000))?.type);
    }
    socket.destroy();
    expect(types.join('')).toBe('CZ12GCZTDCZ');
    const statements = await recorded.end();
    expect(statements.at(-1)).toMatchObject({ rowCount: 1, rows: [{ key: { id: 2 } }] });
  });

  it('a script of very many statements', async () => {
    const count = 20_000;
    const statements = await recorded(tap, (client) => client.query('SELECT 1;'.repeat(count)));
    expect(statements).toHaveLength(5000);
    expect(statements.at(-1)).toMatchObject({ sql: 'SELECT 1', rowCount: 1 });
  });

  it('connections that it refuses: they are let go', async () => {
    const sockets = () =>
      process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length;
    const before = sockets();
    const refused = encodeStartup(131072, Buffer.from('x'));
    for (const bytes of ['', 'half', refused]) {
      await Promise.all(Array.from({ length: 20 }, () => answerTo(bytes)));
    }
    await Promise.all(
      Array.from({ length: 20 }, () =>
        withClient(tap, async () => {}, { options: '-c no_such_setting=1' }).catch(() => {}),
      ),
    );
    while (sockets() > before) await sleep(10);
  });

  it('many connections', async () => {
    const statements = await recorded(tap, async () => {
      const answers = await Promise.all(
        Array.from({ length: 80 }, (_, index) =>
          withClient(tap, (client) => client.query('SELECT $1::int AS index', [index])),
        ),
      );
      expect(answers.map(({ rows }) => rows[0].index)).toEqual(
        Array.from({ length: 80 }, (_, index) => index),
      );
    });
    expect(statements).toHaveLength(80);
  });
});

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Says how much more than now was in use at most, of all memory that buffers and objects take; in bytes. */
function watchMemory(): () => number {
  const used = () => {
    collectGarbage();
    // Buffers that nobody holds are freed beside the program after a collection; the next one waits for that.
    collectGarbage();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  const before = used();
  let most = 0;
  const timer = setInterval(() => {
    most = Math.max(most, used() - before);
  }, 50);
  return () => {
    clearInterval(timer);
    return most;
  };
}
