import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalEngine } from '../../../src/engines/local/local-engine.ts';
import { pgliteServer } from '../../../src/engines/local/servers/pglite/pglite-server.ts';
import { describeEngine } from '../engine-contract.ts';
import { maskPeople, query, startSource } from './source.ts';

describeEngine('local, with PGlite', async () => {
  const source = await startSource();
  const state = await mkdtemp(join(tmpdir(), 'branch-prod-state-'));
  return {
    engine: createLocalEngine({ state, server: pgliteServer }),
    source: source.settings,
    address: source.address,
    prepare: maskPeople,
    query,
    async [Symbol.asyncDispose]() {
      await source[Symbol.asyncDispose]();
      await rm(state, { recursive: true });
    },
  };
});
