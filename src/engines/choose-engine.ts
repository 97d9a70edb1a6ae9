import type { Config } from '../config/config.ts';
import { BranchProdError } from '../errors.ts';
import type { Engine } from './engine.ts';
import { createLocalEngine, type LocalEngineOptions } from './local/local-engine.ts';

/** What an engine needs of the program that uses it, besides what the config says. */
export type EngineContext = Pick<LocalEngineOptions, 'state' | 'endPreview'>;

/** The config's `engine`; its settings are absent where no config is at hand. */
export type EngineChoice = Pick<Config['engine'], 'name'> & Partial<Config['engine']>;

const ENGINES: ReadonlyMap<string, (choice: EngineChoice, context: EngineContext) => Engine> =
  new Map([
    [
      'local',
      ({ name: _, ...settings }, context) => createLocalEngine({ ...settings, ...context }),
    ],
  ]);

/** The engine that the config names. Throws `config-invalid`, listing the known ones. */
export function chooseEngine(choice: EngineChoice, context: EngineContext): Engine {
  const create = ENGINES.get(choice.name);
  if (create === undefined) {
    throw new BranchProdError(
      'config-invalid',
      `There is no engine ${JSON.stringify(choice.name)}`,
      { nextStep: `Set \`engine\` in the config to one of: ${[...ENGINES.keys()].join(', ')}.` },
    );
  }
  return create(choice, context);
}
