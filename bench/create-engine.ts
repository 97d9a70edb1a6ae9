import { engineSchema } from '../src/config/engine-schema.ts';
import type { Engine } from '../src/engines/engine.ts';
import { createLocalEngine } from '../src/engines/local/local-engine.ts';
import type { PostgresPrograms } from './postgres/programs.ts';

/** The local engine as the config's defaults make it, with a state folder of its own. */
export function createEngine(state: string, { folder }: PostgresPrograms): Engine {
  const { limits } = engineSchema.parse('local');
  return createLocalEngine({ state, programs: [folder], limits });
}
