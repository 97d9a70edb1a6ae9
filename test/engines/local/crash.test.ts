import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createLocalEngine } from '../../../src/engines/local/local-engine.ts';
import { pgliteServer } from '../../../src/engines/local/servers/pglite/pglite-server.ts';
import { isRunning, type ProcessIdentity } from '../../../src/process-identity.ts';
import { startSource, type TestSource } from './source.ts';
import { startProgram } from './start-program.ts';

describe('after kill -9', { timeout: 90_000 }, () => {
  let source: TestSource;
  let state: string;
  beforeAll(async () => {
    source = await startSource();
  });
  afterAll(() => source?.[Symbol.asyncDispose]());
  beforeEach(async () => {
    state = await mkdtemp(join(tmpdir(), 'branch-prod-state-'));
  });
  afterEach(() => rm(state, { recursive: true, force: true }));

  /** The servers that the descriptions in the state folder name. */
  async function servers(): Promise<ProcessIdentity[]> {
    const paths = (await readdir(state, { recursive: true })).filter((path) =>
      /(copy|branch)\.json$/.test(path),
    );
    const texts = await Promise.all(paths.map((path) => readFile(join(state, path), 'utf8')));
    return texts.flatMap((text) => JSON.parse(text).server ?? []);
  }

  it.each([
    ["copying the source's files", 0, 0],
    ['starting a private server', 0, 0],
    ['prepare', 1, 0],
    ['offline', 1, 0],
    ['removing what the log', 1, 0],
    ['branched', 2, 1],
  ])(
    'at "%s" the next list removes every process and file of it',
    async (place, serverCount, kept) => {
      const program = startProgram(source, state, place);
      await program.reaches(place);
      const running = await servers();
      expect(running).toHaveLength(serverCount);
      program.child.kill('SIGKILL');
      expect(await program.ended).toBe('SIGKILL');

      const engine = createLocalEngine({ state, server: pgliteServer });
      const items = await engine.list();
      expect(items.map(({ kind, status }) => [kind, status])).toEqual(
        Array.from({ length: kept }, () => ['snapshot', 'ready']),
      );
      expect(await Promise.all(running.map(isRunning))).toEqual(running.map(() => false));
      for (const { id } of items) await engine.destroy(id);
      const files = (await readdir(state, { recursive: true, withFileTypes: true })).filter(
        (entry) => !entry.isDirectory(),
      );
      expect(files.map(({ name }) => name)).toEqual([]);
    },
  );

  it('of one that makes a snapshot, the one that waits for it makes it', async () => {
    const first = startProgram(source, state, 'prepare');
    await first.reaches('prepare');
    const second = startProgram(source, state, 'end');
    await second.reaches('waiting for another run');
    first.child.kill('SIGKILL');
    expect(await second.ended).toBe(0);
    expect(second.lines.at(-1)).toBe('made');
  });

  it('two programs at once, both alive, make a snapshot once', async () => {
    const programs = [1, 2].map(() => startProgram(source, state, 'end'));
    expect(await Promise.all(programs.map(({ ended }) => ended))).toEqual([0, 0]);
    expect(programs.map(({ lines }) => lines.at(-1)).sort()).toEqual(['cached', 'made']);
  });

  it('never ends what belongs to a program that is running', async () => {
    const program = startProgram(source, state, 'branched');
    await program.reaches('branched');
    const engine = createLocalEngine({ state, server: pgliteServer });
    const statuses = (await engine.list()).map(({ status }) => status);
    expect(statuses).toEqual(['in-use', 'in-use', 'in-use']);
    expect(await Promise.all((await servers()).map(isRunning))).toEqual([true, true]);
    program.child.kill('SIGKILL');
    await program.ended;
    expect(await engine.list()).toHaveLength(1);
  });
});
