import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Engine } from '../../../src/engines/engine.ts';
import { createLocalEngine } from '../../../src/engines/local/local-engine.ts';
import type { Limits } from '../../../src/engines/local/state/limits.ts';
import { makeStateFolder } from './postgres-source.ts';
import { maskPeople, type TestSource } from './source.ts';

const signal = new AbortController().signal;

/** A state folder of a source, used by any number of engines. Disposing removes it. */
export interface EngineFolder extends AsyncDisposable {
  readonly state: string;
  engine(limits?: Limits): Engine;
  /** The id of the snapshot under that recipe. */
  snapshot(engine: Engine, recipe?: string): Promise<string>;
  /** Changes a description as if time had passed, or somebody else had written it. */
  change(path: string, change: object): Promise<void>;
}

export async function makeEngineFolder(source: TestSource, parent?: string): Promise<EngineFolder> {
  const state = await makeStateFolder(parent);
  return {
    state,
    engine: (limits) => createLocalEngine({ state, programs: source.programs, limits }),
    async snapshot(engine, recipe = 'usual') {
      const { settings } = source;
      const prepare = maskPeople;
      const asked = { source: settings, recipe, prepare, signal, onProgress: () => {} };
      return (await engine.snapshot(asked)).id;
    },
    async change(path, change) {
      const file = join(state, path);
      const description = JSON.parse(await readFile(file, 'utf8'));
      await writeFile(file, JSON.stringify({ ...description, ...change }));
    },
    async [Symbol.asyncDispose]() {
      await rm(state, { recursive: true, force: true });
    },
  };
}
