import type { Benchmark } from './benchmark.ts';
import { measureModelTap } from './taps/model.ts';
import { measurePostgresTap } from './taps/postgres.ts';

/** What the taps cost that stand between a preview and its database, and between a preview and the model. */
export const taps: Benchmark = async (context) => {
  const postgres = await measurePostgresTap(context);
  const model = await measureModelTap(context);
  return {
    document: { postgres: postgres.document, model: model.document },
    tables: [...postgres.tables, ...model.tables],
    notes: [...postgres.notes, ...model.notes],
    pgvector: 'not used',
  };
};
