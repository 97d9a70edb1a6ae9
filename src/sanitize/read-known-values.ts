import type { Client } from 'pg';
import type { Mask, ValueMask } from '../config/mask-schema.ts';
import type { KeyedHash } from './keyed-hash.ts';
import {
  createKnownValues,
  type EntityMask,
  type KnownValues,
  type KnownValuesCollector,
} from './known-values.ts';
import type { ComputedMask } from './masks/registry.ts';
import { createMask } from './masks/registry.ts';
import type { Plan } from './plan.ts';
import { NOT_IN_PROSE } from './policy/find-entities.ts';
import { chooseTransport } from './rows/choose-transport.ts';
import { decodeLines } from './rows/copy-text.ts';
import { inRowTransaction } from './rows/row-transaction.ts';
import { identifier, qualified } from './sql.ts';

/**
 * The values of the plan's entities, which prose may hold: of a structured column those inside it that have a mask. They
 * are read one by one, since there may be millions. Throws `mask-failed` for a document that can't be read.
 */
export async function readKnownValues(
  client: Client,
  plan: Plan,
  options: {
    readonly hash: KeyedHash;
    readonly publicTexts: readonly string[];
    readonly signal: AbortSignal;
  },
): Promise<KnownValues> {
  const { hash, publicTexts, signal } = options;
  const known = createKnownValues(hash, publicTexts);
  const transport = await chooseTransport(client);
  for (const { table, column } of plan.entities) {
    const quoted = identifier(column.column.name);
    const query = `SELECT ${quoted}::text FROM ONLY ${qualified(table)} WHERE ${quoted} IS NOT NULL`;
    const add = adderOf(column, known, hash);
    await inRowTransaction(client, table.schema, async () => {
      for await (const chunk of transport.read(client, query, signal)) {
        for (const [value] of decodeLines(chunk)) add(value as string);
      }
    });
  }
  return known;
}

function adderOf(
  { name, mask }: { readonly name: string; readonly mask: Mask },
  known: KnownValuesCollector,
  hash: KeyedHash,
) {
  if (!['json', 'xml', 'hstore', 'array'].includes(mask.mask)) {
    return (value: string) => known.add(value, mask as EntityMask, name);
  }
  const look = createMask(mask as Exclude<Mask, ComputedMask>, (inner: ValueMask) => (value) => {
    if (!NOT_IN_PROSE.has(inner.mask)) known.add(value, inner as EntityMask, name);
    return value;
  });
  return (document: string) => void look(document, { hash, known });
}
