import type { PGlite } from '@electric-sql/pglite';
import { cstring, encode } from './messages.ts';

/** Executes complete turns of the wire protocol, one after another. */
export interface TurnQueue {
  /**
   * Runs all messages of a turn (a Query, or everything up to Sync or Flush) for one connection and hands
   * the answer on as it comes. While a connection has a transaction or an unfinished sequence open, the
   * turns of others wait.
   */
  run(connection: number, turn: Buffer, onData: (data: Uint8Array) => void): Promise<void>;
  /** Ends what the connection left open, and lets the others go on. */
  release(connection: number): Promise<void>;
}

interface WaitingTurn {
  connection: number;
  turn: Buffer;
  onData: (data: Uint8Array) => void;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/** PostgreSQL does the same, without waiting for an archive, when a session ends: do_pg_abort_backup in xlog.c. */
const endBackup = encode('Q', cstring('SELECT pg_backup_stop(false)'));

/**
 * PGlite is one session; many connections share it by taking turns. What `beforeTurn` returns is run while no
 * transaction is open, so that no turn starts with what an earlier one left in the session.
 */
export function createTurnQueue(database: PGlite, beforeTurn: () => string | undefined): TurnQueue {
  const waiting: WaitingTurn[] = [];
  /** The connections that may have begun a backup, which PostgreSQL ends with their session. */
  const backups = new Set<number>();
  let owner: number | undefined;
  let busy = false;

  async function pump(): Promise<void> {
    if (busy) return;
    busy = true;
    for (let next = take(); next !== undefined; next = take()) {
      const { connection, turn, onData, resolve, reject } = next;
      try {
        const before = owner === undefined ? beforeTurn() : undefined;
        if (before !== undefined) await database.exec(before);
        const idle = await execute(turn, onData);
        owner = idle ? undefined : connection;
        resolve();
      } catch (error) {
        reject(error);
      }
    }
    busy = false;
  }

  function take(): WaitingTurn | undefined {
    const index = waiting.findIndex((turn) => owner === undefined || turn.connection === owner);
    return index === -1 ? undefined : waiting.splice(index, 1)[0];
  }

  /** Whether the answer ended with ReadyForQuery outside a transaction. */
  async function execute(turn: Buffer, onData: (data: Uint8Array) => void): Promise<boolean> {
    let tail = Buffer.alloc(0);
    await database.runExclusive(() =>
      database.execProtocolRawStream(new Uint8Array(turn), {
        onRawData(data) {
          tail = Buffer.concat([tail, data.subarray(-6)]).subarray(-6);
          // PGlite hands out a view of memory that it writes to again.
          onData(Buffer.from(data));
        },
      }),
    );
    return tail.length === 6 && tail[0] === 0x5a && tail[5] === 0x49;
  }

  const queue: TurnQueue = {
    run(connection, turn, onData) {
      if (turn.includes('pg_backup_start')) backups.add(connection);
      return new Promise((resolve, reject) => {
        waiting.push({ connection, turn, onData, resolve, reject });
        void pump();
      });
    },
    async release(connection) {
      for (let index = waiting.length - 1; index >= 0; index--) {
        if (waiting[index]?.connection === connection) waiting.splice(index, 1)[0]?.resolve();
      }
      if (owner === connection) {
        await database.exec('ROLLBACK');
        owner = undefined;
        await pump();
      }
      // If the backup has ended, or never begun, this fails, and nobody is told.
      if (backups.delete(connection)) await queue.run(connection, endBackup, () => {});
    },
  };
  return queue;
}
