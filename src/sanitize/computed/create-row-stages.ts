import type { LoadedConfig } from '../../config/parse-config.ts';
import { BranchProdError } from '../../errors.ts';
import type { PlannedColumn, PlannedTable } from '../plan.ts';
import type { RowStage } from '../rows/row-stage.ts';
import { createCommand } from './command.ts';
import { createEmbeddingsClient, type EmbeddingsSettings } from './embeddings-client.ts';
import { createReembed } from './reembed.ts';

export interface RowStageOptions {
  readonly loaded: LoadedConfig;
  /** Where programs have their own folders. */
  readonly folder: string;
}

/** The stages of a table's columns with the masks `command` and `reembed`, in the order in which they have to run. */
export function createRowStages(
  { columns }: PlannedTable,
  { loaded, folder }: RowStageOptions,
): RowStage[] {
  const commands = columns.flatMap((planned) => createCommandStage(planned, folder) ?? []);
  const { embeddings } = loaded.config.sanitize;
  const vectors = columns.flatMap(
    (planned) => createReembedStage(planned, columns, embeddings) ?? [],
  );
  return [...commands, ...vectors];
}

function createCommandStage(
  { name, column, mask }: PlannedColumn,
  folder: string,
): RowStage | undefined {
  if (mask.mask !== 'command') return undefined;
  const command = createCommand(mask, { column: name, folder });
  return {
    columns: [column.name],
    watched: [],
    async apply(rows, signal) {
      const masked = await command.maskValues(
        rows.map(({ fields }) => fields[0] as string | null),
        signal,
      );
      for (const [index, { fields }] of rows.entries()) fields[0] = masked[index] as string | null;
    },
    end: () => command.end(),
  };
}

function createReembedStage(
  { name, column, mask }: PlannedColumn,
  columns: readonly PlannedColumn[],
  embeddings: EmbeddingsSettings | undefined,
): RowStage | undefined {
  if (mask.mask !== 'reembed') return undefined;
  if (embeddings === undefined) {
    throw new BranchProdError('config-invalid', `${name} is to be embedded anew, by no model`, {
      nextStep: 'Name it in `sanitize.embeddings`.',
    });
  }
  const reembed = createReembed(createEmbeddingsClient(embeddings), {
    column: name,
    type: column.type,
  });
  const from = columns.find((planned) => planned.column.name === mask.from);
  // What the database or a stage masked is not watched by anybody, so that it counts as changed.
  const isWatched = from === undefined || !['command', 'sql'].includes(from.mask.mask);
  return {
    columns: [column.name, mask.from],
    watched: isWatched ? [mask.from] : [],
    async apply(rows, signal) {
      const vectors = await reembed(
        rows.map(({ fields: [vector = null, text = null], changed: [changed = true] }) => ({
          vector,
          text,
          changed,
        })),
        signal,
      );
      for (const [index, { fields }] of rows.entries()) fields[0] = vectors[index] as string | null;
    },
    async end() {},
  };
}
