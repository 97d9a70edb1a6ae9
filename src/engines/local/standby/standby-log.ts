import { open } from 'node:fs/promises';
import { LOG_PREFIX } from '../servers/postgres/server-settings.ts';
import type { StandbyFolder } from './standby-folder.ts';

/** How much of the log's end is looked at, in bytes. */
const TAIL = 8192;

/** What keeps a standby from following its source. */
export interface Trouble {
  /** Only a new base backup helps. */
  readonly isLost: boolean;
  /** The rest of a sentence that begins with `behind: `, `refused: `, … */
  readonly message: string;
  readonly nextStep: string;
}

const AGAIN = 'Run `branch-prod standby start`, which makes a new one.';

/**
 * Messages of src/backend/replication/{walreceiver,walsender,libpqwalreceiver}.c and of the replay of the log
 * (src/backend/access/transam/xlogrecovery.c), and what they come to.
 */
const KNOWN: readonly { readonly pattern: RegExp; readonly trouble: Trouble }[] = [
  {
    pattern: /requested WAL segment \S+ has already been removed/,
    trouble: {
      isLost: true,
      message: 'behind: the source no longer has the log it needs',
      nextStep: `${AGAIN} Raise \`wal_keep_size\` on the source to what it writes while the standby may be away.`,
    },
  },
  {
    pattern: /system identifier differs/,
    trouble: {
      isLost: true,
      message: 'lost: there is another cluster at the address of the source',
      nextStep: AGAIN,
    },
  },
  {
    pattern:
      /is behind recovery timeline|is ahead of the WAL flush position|is not in this server's history|forked off current/,
    trouble: {
      isLost: true,
      message: 'lost: the source went back to an earlier state',
      nextStep: AGAIN,
    },
  },
  {
    // Its folder of links is closed, see standby-server.ts; on another machine the folder is missing.
    pattern: /WAL redo at \S+ for Tablespace\/CREATE/,
    trouble: {
      isLost: true,
      message: 'lost: the source has got a new tablespace, which only a new copy can hold',
      nextStep: AGAIN,
    },
  },
  {
    pattern:
      /password authentication failed|no pg_hba\.conf entry|rejects replication|must be superuser or replication|permission denied/,
    trouble: {
      isLost: false,
      message: 'refused: the source lets the role no longer replicate',
      nextStep:
        "Check `source.postgres` in the config and the source's pg_hba.conf, then run `branch-prod standby start`.",
    },
  },
  {
    pattern: /max_wal_senders|too many clients|remaining connection slots/,
    trouble: {
      isLost: false,
      message: 'refused: all connections of the source are taken',
      nextStep: 'Raise `max_wal_senders` on the source; the standby tries again by itself.',
    },
  },
];

const UNREACHABLE: Trouble = {
  isLost: false,
  message: 'alone: the source does not answer',
  nextStep: 'Check that the source runs; the standby tries again by itself.',
};

/** A message with its details; a line that continues one begins with a tab. */
const MESSAGE = new RegExp(
  `^${LOG_PREFIX}(?:FATAL|PANIC): .*(?:\\n(?:\\t|${LOG_PREFIX}(?:DETAIL|HINT|CONTEXT): ).*)*`,
  'gm',
);
/** How its own sessions end when it does, as opposed to why. */
const END_OF_A_SESSION =
  /^\S+ FATAL: +(?:the database system is|terminating (?:connection|walreceiver process))/;

/** What the last message of the server's log comes to; to be asked while it doesn't stream. */
export async function readTrouble(folder: StandbyFolder): Promise<Trouble> {
  const messages = (await readLog(folder)).match(MESSAGE) ?? [];
  const last = messages.filter((message) => !END_OF_A_SESSION.test(message)).at(-1) ?? '';
  return KNOWN.find(({ pattern }) => pattern.test(last))?.trouble ?? UNREACHABLE;
}

/** The end of what the server said since its start; at most it names files, roles, hosts and settings. */
export async function readLog({ log }: StandbyFolder): Promise<string> {
  try {
    await using file = await open(log);
    const { size } = await file.stat();
    const { buffer, bytesRead } = await file.read({
      buffer: Buffer.alloc(TAIL),
      position: Math.max(0, size - TAIL),
    });
    return buffer.toString('utf8', 0, bytesRead);
  } catch {
    return '';
  }
}
