import type { Client } from 'pg';
import { BranchProdError } from '../../errors.ts';
import type { Column, Table } from '../catalog.ts';
import { createFingerprint } from '../fingerprint.ts';
import type { KeyedHash } from '../keyed-hash.ts';
import type { KnownValues } from '../known-values.ts';
import type { MaskContext } from '../masks/mask.ts';
import { createMask } from '../masks/registry.ts';
import type { Plan, PlannedTable } from '../plan.ts';
import { UNIQUE } from '../rows/mask-rows.ts';
import { identifier, qualified } from '../sql.ts';
import { type Attempts, foldedKey } from './attempts.ts';
import { createFingerprintPairs, type FingerprintPairs } from './fingerprint-pairs.ts';
import { resolveCollisions } from './resolve-collisions.ts';
import {
  findUniqueGroups,
  isColumn,
  type UniqueColumn,
  type UniqueGroup,
} from './unique-columns.ts';

/** Rows read at once. */
const BATCH = 10_000;
/** What colliding raw values may take of the memory, in characters. */
const MOST_CHARACTERS = 64 * 1024 * 1024;

/** Sees to it that a unique column still is one: told each pseudonym, it finds those that two raw values share. */
export interface Uniqueness {
  /** Where a column's pairs belong, and whether its pseudonyms are to be folded; nothing if they need not differ. */
  groupOf(table: Table, column: Column): { group: number; folded: boolean } | undefined;
  /**
   * Fingerprints, of the domain `UNIQUE`, of raw values and of their pseudonyms (in lower case where `folded`): raw,
   * masked, raw, masked, … A pair may come again.
   */
  add(group: number, pairs: BigUint64Array): void;
  /**
   * The attempts of the values that share a pseudonym, read from the still raw tables; empty if none do. With them,
   * every table for which {@link Uniqueness.mustRepeat} has to be masked once more. To be called outside a transaction. Throws
   * `mask-failed` naming column and constraint where a mask has too few pseudonyms.
   */
  resolve(client: Client, signal: AbortSignal): Promise<Attempts>;
  /** Whether a table could hold one of the values that got another pseudonym. */
  mustRepeat(planned: PlannedTable): boolean;
}

interface Options {
  readonly hash: KeyedHash;
  readonly known: KnownValues;
}

export async function createUniqueness(
  client: Client,
  plan: Plan,
  options: Options,
): Promise<Uniqueness> {
  const groups = (await findUniqueGroups(client, plan)).map((group) => ({
    ...group,
    pairs: createFingerprintPairs(),
  }));
  const colliding = () => groups.filter(({ pairs }) => pairs.colliding.size > 0);
  return {
    groupOf(table, column) {
      const group = groups.findIndex(({ columns }) =>
        columns.some((own) => isColumn(own, table, column)),
      );
      return group < 0 ? undefined : { group, folded: (groups[group] as UniqueGroup).folded };
    },
    add: (group, pairs) => groups[group]?.pairs.add(pairs),
    async resolve(client, signal) {
      // One map for all groups: where a value collides under two masks, the constraint may still refuse it.
      const attempts = new Map<string, number>();
      for (const group of colliding()) {
        for (const [raw, attempt] of await resolveGroup(client, group, { ...options, signal })) {
          attempts.set(raw, attempt);
        }
      }
      return attempts;
    },
    mustRepeat({ columns }) {
      const masks = new Set(colliding().map(({ mask }) => mask.mask));
      return columns.some(({ mask }) => masks.has(mask.mask as never) || NESTING.has(mask.mask));
    },
  };
}

/** Masks that mask values of other columns inside theirs. */
const NESTING = new Set(['text', 'json', 'xml', 'hstore', 'array', 'person', 'email', 'url']);

type Group = UniqueGroup & { readonly pairs: FingerprintPairs };

async function resolveGroup(
  client: Client,
  group: Group,
  options: Options & { signal: AbortSignal },
): Promise<Map<string, number>> {
  const { hash } = options;
  const fingerprint = createBigFingerprint(hash);
  const colliding = await gatherColliding(client, group, options);
  const forms = candidateForms(group, options);
  try {
    const attempts = resolveCollisions({
      colliding,
      forms,
      isTaken: (form) => group.pairs.hasMasked(fingerprint(form)),
      hash,
    });
    if (group.folded) {
      for (const [raw, attempt] of [...attempts]) attempts.set(foldedKey(raw), attempt);
    }
    return attempts;
  } catch (error) {
    const alone = group.columns.find((column) => column.alone);
    // Of a key with other columns PostgreSQL knows better whether equal pseudonyms break it.
    if (alone === undefined && error instanceof BranchProdError) return new Map();
    throw tooFew(alone ?? (group.columns[0] as UniqueColumn), error);
  }
}

/** The raw values that share a pseudonym, each once. */
async function gatherColliding(
  client: Client,
  { columns, pairs }: Group,
  { hash, signal }: Options & { signal: AbortSignal },
): Promise<string[]> {
  const fingerprint = createBigFingerprint(hash);
  const found = new Set<string>();
  let characters = 0;
  for (const column of columns) {
    for await (const raw of readValues(client, column, signal)) {
      if (!pairs.colliding.has(fingerprint(raw)) || found.has(raw)) continue;
      found.add(raw);
      characters += raw.length;
      if (characters > MOST_CHARACTERS) throw tooFew(column);
    }
  }
  return [...found];
}

/** As the pairs hold them. */
function createBigFingerprint(hash: KeyedHash): (text: string) => bigint {
  const fingerprint = createFingerprint(hash, UNIQUE);
  return (text) => {
    const { high, low } = fingerprint(text);
    return (BigInt(high) << 32n) | BigInt(low);
  };
}

async function* readValues(client: Client, { table, planned }: UniqueColumn, signal: AbortSignal) {
  const name = identifier(planned.column.name);
  await client.query('BEGIN READ ONLY');
  try {
    await client.query(
      `DECLARE branch_prod_values NO SCROLL CURSOR FOR
        SELECT ${name}::text FROM ONLY ${qualified(table)} WHERE ${name} IS NOT NULL`,
    );
    for (;;) {
      signal.throwIfAborted();
      const { rows } = await client.query<[string]>({
        text: `FETCH ${BATCH} FROM branch_prod_values`,
        rowMode: 'array',
      });
      if (rows.length === 0) return;
      for (const [value] of rows) yield value;
    }
  } finally {
    await client.query('ROLLBACK');
  }
}

/** A mask remembers pseudonyms by context, so that each attempt has one of its own. */
function candidateForms(
  { mask, columns, folded }: UniqueGroup,
  { hash, known }: Options,
): (raw: string, attempt: number) => string[] {
  const apply = createMask(mask);
  const lengths = new Set(columns.map(({ planned }) => planned.column.maxLength));
  const contexts = new Map<number, MaskContext[]>();
  let current = '';
  return (raw, attempt) => {
    // What a mask masks inside the value is another value.
    const firstAttempt = (value: string) => (value === current ? attempt : 0);
    current = raw;
    const own =
      contexts.get(attempt) ??
      [...lengths].map((maxLength) => ({ hash, known, maxLength, firstAttempt }));
    contexts.set(attempt, own);
    return own.map((context) => {
      const masked = apply(raw, context) ?? '';
      return folded ? masked.toLowerCase() : masked;
    });
  };
}

function tooFew({ planned, constraint }: UniqueColumn, cause?: unknown): BranchProdError {
  return new BranchProdError(
    'mask-failed',
    `${planned.name} has more values than the mask \`${planned.mask.mask}\` can keep apart, which ${constraint} asks for`,
    { nextStep: 'Give the column the mask `hash`, `email` or `secret`.', cause },
  );
}
