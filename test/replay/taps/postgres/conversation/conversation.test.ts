import { describe, expect, it } from 'vitest';
import { followConversation } from '../../../../../src/replay/taps/postgres/conversation/conversation.ts';
import {
  type Ledger,
  openLedger,
} from '../../../../../src/replay/taps/postgres/recording/ledger.ts';
import { cstring, encode, int32 } from '../../../../../src/replay/taps/postgres/wire/messages.ts';

const int16 = (value: number) => Buffer.from([value >> 8, value & 255]);
const none = int16(0);
const branch = { host: '127.0.0.1', port: 1, user: 'u', database: 'd' };

const parse = (sql: string, name = '') => encode('P', cstring(name), cstring(sql), none);
const bind = (statement = '') => encode('B', cstring(''), cstring(statement), none, none, none);
const describePortal = encode('D', Buffer.from('P\0'));
const execute = encode('E', cstring(''), int32(0));
const sync = encode('S');
const ask = (sql: string) => Buffer.concat([parse(sql), bind(), describePortal, execute]);

const columns = (...names: string[]) =>
  encode(
    'T',
    int16(names.length),
    ...names.flatMap((name, index) => [
      ...[cstring(name), int32(100), int16(index + 1)],
      ...[int32(25), int16(-1), int32(-1), none],
    ]),
  );
const row = (text: string) => encode('D', int16(1), int32(text.length), Buffer.from(text));
const complete = encode('C', cstring('SELECT 1'));
const failure = encode('E', cstring('SERROR'), cstring('C42703'), Buffer.from([0]));
const ready = encode('Z', Buffer.from('I'));
const answerTo = (sql: string) =>
  Buffer.concat([encode('1'), encode('2'), columns('a'), row(`row of ${sql}`), complete]);

function follow() {
  let ledger: Ledger = openLedger();
  const conversation = followConversation({ branch, ledger: () => ledger });
  return {
    ...conversation,
    /** What has been recorded, after which another recording begins. */
    end() {
      const drafts = ledger.end();
      ledger = openLedger();
      return drafts.map(({ sql, error, isLost, rows }) => ({
        ...{ sql, error, isLost },
        rows: rows.map((values) => values.map((value) => value?.bytes.toString())),
      }));
    },
  };
}

describe('a conversation with PostgreSQL, after an error in a pipeline', () => {
  it('goes on with the right statements, though the rest of the pipeline comes later', () => {
    const { fromApplication, fromBranch, isBusy, end } = follow();
    fromApplication(ask('SELECT bad'));
    fromBranch(failure);
    fromApplication(Buffer.concat([ask('INSERT two'), encode('Q', cstring('SELECT skipped'))]));
    expect(isBusy()).toBe(false);
    fromApplication(sync);
    expect(isBusy()).toBe(true);
    fromBranch(ready);
    for (const sql of ['SELECT three', 'SELECT four']) {
      fromApplication(Buffer.concat([ask(sql), sync]));
      fromBranch(Buffer.concat([answerTo(sql), ready]));
    }
    expect(isBusy()).toBe(false);
    expect(end()).toEqual([
      { sql: 'SELECT bad', error: '42703', isLost: false, rows: [] },
      ...['SELECT three', 'SELECT four'].map((sql) => ({
        ...{ sql, error: undefined, isLost: false },
        rows: [[`row of ${sql}`]],
      })),
    ]);
  });

  it('goes on behind the Sync, where all has been sent at once', () => {
    const { fromApplication, fromBranch, end } = follow();
    const sent = [ask('SELECT bad'), ask('SELECT skipped'), sync, ask('SELECT next'), sync];
    fromApplication(Buffer.concat(sent));
    fromBranch(Buffer.concat([failure, ready, answerTo('SELECT next'), ready]));
    expect(end().map(({ sql, rows }) => [sql, rows])).toEqual([
      ['SELECT bad', []],
      ['SELECT next', [['row of SELECT next']]],
    ]);
  });

  it('does not skip after an error of the Sync itself, such as that of a deferred constraint', () => {
    const { fromApplication, fromBranch, end } = follow();
    fromApplication(Buffer.concat([ask('SELECT one'), sync]));
    fromBranch(Buffer.concat([answerTo('SELECT one'), failure]));
    fromApplication(Buffer.concat([ask('SELECT two'), sync]));
    fromBranch(Buffer.concat([ready, answerTo('SELECT two'), ready]));
    expect(end().map(({ rows }) => rows[0])).toEqual([
      ['row of SELECT one'],
      ['row of SELECT two'],
    ]);
  });
});

describe('a conversation with PostgreSQL whose answers are not what was asked', () => {
  it.each([
    ['1', 'ParseComplete', encode('1')],
    ['2', 'BindComplete', encode('2')],
    ['3', 'CloseComplete', encode('3')],
    ['n', 'NoData', encode('n')],
    ['t', 'ParameterDescription', encode('t', none)],
    ['s', 'PortalSuspended', encode('s')],
    ['D', 'DataRow', row('x')],
    ['C', 'CommandComplete', complete],
    ['T', 'RowDescription', columns('a')],
  ])('is lost at %s (%s) for a Sync, and nothing wrong is recorded', (_, __, message) => {
    const { fromApplication, fromBranch, isBusy, end } = follow();
    fromApplication(Buffer.concat([ask('SELECT one'), sync]));
    fromBranch(Buffer.concat([answerTo('SELECT one'), message]));
    fromApplication(Buffer.concat([ask('SELECT two'), sync]));
    fromBranch(Buffer.concat([ready, answerTo('SELECT two'), ready]));
    expect(isBusy()).toBe(true);
    expect(end()).toEqual([
      { sql: 'SELECT one', error: undefined, isLost: true, rows: [] },
      { sql: '', error: undefined, isLost: true, rows: [] },
    ]);
  });

  it('is lost at ReadyForQuery for a statement; rows of before the last one stay', () => {
    const { fromApplication, fromBranch, end } = follow();
    fromApplication(Buffer.concat([ask('SELECT one'), sync, ask('SELECT two'), sync]));
    fromBranch(Buffer.concat([answerTo('SELECT one'), ready, ready]));
    expect(end()).toEqual([
      { sql: 'SELECT one', error: undefined, isLost: false, rows: [['row of SELECT one']] },
      { sql: '', error: undefined, isLost: true, rows: [] },
    ]);
  });

  it('is said to be lost in each recording in which it goes on, and in no other', () => {
    const { fromApplication, fromBranch, end } = follow();
    fromBranch(encode('1'));
    expect(end()).toMatchObject([{ isLost: true }]);
    expect(end()).toEqual([]);
    fromApplication(ask('SELECT one'));
    fromApplication(ask('SELECT two'));
    expect(end()).toMatchObject([{ sql: '', isLost: true }]);
  });
});

describe('a conversation with PostgreSQL in bounded memory', () => {
  it('of prepared statements that are given up by SQL, knows the last ones', () => {
    const { fromApplication, fromBranch, end } = follow();
    const runs = (name: string) => {
      fromApplication(Buffer.concat([bind(name), describePortal, execute, sync]));
      fromBranch(Buffer.concat([encode('2'), columns('a'), row(name), complete, ready]));
    };
    for (let index = 0; index < 5000; index++) {
      fromApplication(Buffer.concat([parse(`SELECT ${index}`, `s${index}`), sync]));
      fromBranch(Buffer.concat([encode('1'), ready]));
      // One that is used now and then is not the oldest.
      if (index % 1000 === 0) runs('s0');
    }
    end();
    for (const name of ['s0', 's1', 's4999']) runs(name);
    expect(end().map(({ sql, rows }) => [sql, rows])).toEqual([
      ['SELECT 0', [['s0']]],
      ['SELECT 4999', [['s4999']]],
    ]);
  });

  it('of a pipeline that is not answered, keeps the parameters of its beginning', () => {
    const ledger = openLedger();
    const { fromApplication, fromBranch } = followConversation({ branch, ledger: () => ledger });
    const value = Buffer.alloc(60_000, 'x');
    const values = Array.from({ length: 10 }, () => [int32(value.length), value]).flat();
    const big = encode('B', cstring(''), cstring(''), none, int16(10), ...values, none);
    for (let index = 0; index < 40; index++) {
      fromApplication(Buffer.concat([parse('INSERT'), big, execute]));
    }
    fromApplication(sync);
    for (let index = 0; index < 40; index++) {
      fromBranch(Buffer.concat([encode('1'), encode('2'), complete]));
    }
    fromBranch(ready);
    const counts = ledger.end().map(({ parameters }) => parameters.length);
    expect(counts[0]).toBe(10);
    expect(counts.filter((count) => count === 0).length).toBeGreaterThan(20);
  });

  it('of a pipeline that is never answered, gives up', () => {
    const { fromApplication, end } = follow();
    const long = parse('x'.repeat(1_000_000));
    for (let index = 0; index < 100; index++) fromApplication(long);
    expect(end()).toMatchObject([{ isLost: true }]);
  });
});
