import { BranchProdError } from '../errors.ts';
import type { Engine } from './engine.ts';
import { createLocalEngine, type LocalEngineOptions } from './local/local-engine.ts';
import { pgliteServer } from './local/servers/pglite/pglite-server.ts';

/** What an engine may need of the program that uses it. */
export type EngineSettings = Omit<LocalEngineOptions, 'server'>;

const ENGINES: ReadonlyMap<string, (settings: EngineSettings) => Engine> = new Map([
  ['local', (settings) => createLocalEngine({ ...settings, server: pgliteServer })],
]);

/** The engine of that name, as the config's `engine` gives it. Throws `config-invalid`, listing the known ones. */
export function chooseEngine(name: string, settings: EngineSettings): Engine {
  const create = ENGINES.get(name);
  if (create === undefined) {
    throw new BranchProdError('config-invalid', `There is no engine ${JSON.stringify(name)}`, {
      nextStep: `Set \`engine\` in the config to one of: ${[...ENGINES.keys()].join(', ')}.`,
    });
  }
  return create(settings);
}
