import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findTestInstallations } from '../../postgres/installations.ts';
import { query } from '../../postgres/query.ts';
import { have, needs } from '../../skip.ts';
import { type EngineFolder, makeEngineFolder } from './engine-folder.ts';
import { startPostgresSource } from './postgres-source.ts';
import { processesIn } from './processes-in.ts';
import { startSource, type TestSource } from './source.ts';

const { any } = await findTestInstallations();
const signal = new AbortController().signal;

describe.each([
  ['PGlite', {}, startSource],
  ['PostgreSQL', needs(any), () => startPostgresSource(have(any).installation)],
] as const)('a branch on %s', (name, needed, start) => {
  describe('ends', { timeout: 60_000, ...needed }, () => {
    let source: TestSource;
    let folder: EngineFolder;
    beforeAll(async () => {
      source = await start();
    }, 60_000);
    afterAll(() => source?.[Symbol.asyncDispose]());
    beforeEach(async () => {
      folder = await makeEngineFolder(source);
    });
    afterEach(() => folder?.[Symbol.asyncDispose]());

    it('by itself when it expires, and its files with it', async () => {
      const engine = folder.engine();
      const snapshot = await folder.snapshot(engine);
      await using branch = await engine.branch(snapshot, { ttl: 6000, signal });
      expect(await branch.ended).toBe('expired');
      expect(Date.now()).toBeGreaterThanOrEqual(branch.expiresAt.getTime());
      expect((await engine.list()).map(({ id }) => id)).toEqual([snapshot]);
      await expect.poll(() => processesIn(folder.state), { timeout: 10_000 }).toEqual([]);
    });

    it('as lost when its server is killed, and nothing that outlived that is left', async () => {
      const engine = folder.engine();
      const snapshot = await folder.snapshot(engine);
      await using branch = await engine.branch(snapshot, { ttl: 600_000, signal });
      const description = await readFile(join(branch.folder, 'branch.json'), 'utf8');
      // Busy, so that on PostgreSQL it doesn't see for a long time that its server is gone.
      const busy = query(branch.address, 'SELECT count(*) FROM generate_series(1, 1000000000) i');
      const broken = expect(busy).rejects.toThrow();
      const backends = name === 'PGlite' ? 0 : 1;
      await expect
        .poll(() => processesIn(branch.folder).length, { timeout: 20_000 })
        .toBeGreaterThan(backends);
      process.kill(JSON.parse(description).server.pid, 'SIGKILL');
      expect(await branch.ended).toBe('lost');
      expect((await engine.list()).map(({ status }) => status)).toEqual(['in-use', 'in-use']);
      await branch.destroy();
      await broken;
      expect(processesIn(folder.state)).toEqual([]);
      expect((await engine.list()).map(({ id }) => id)).toEqual([snapshot]);
    });
  });
});
