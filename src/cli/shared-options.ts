import { resolve } from 'node:path';
import { Option } from 'commander';
import { defaultStateFolder } from '../default-state-folder.ts';

/** `--config`, as all commands have it that read the config. */
export function configOption(): Option {
  return new Option('--config <file>', "a config file (default: the default branch's)");
}

/** `--state`, as all commands have it that make or remove something. */
export function stateOption(environment: NodeJS.ProcessEnv): Option {
  return new Option('--state <folder>', 'where snapshots and branches are kept')
    .default(defaultStateFolder(environment))
    .argParser((folder) => resolve(folder));
}
