import { globSync } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createLocalEngine } from '../../../src/engines/local/local-engine.ts';
import { isRunning, type ProcessIdentity } from '../../../src/process-identity.ts';
import { findTestInstallations } from '../../postgres/installations.ts';
import { have, needs } from '../../skip.ts';
import { makeStateFolder, startPostgresSource } from './postgres-source.ts';
import { guardsOf, processesIn } from './processes-in.ts';
import { startSource, type TestSource } from './source.ts';
import { type Program, startProgram } from './start-program.ts';

const { any } = await findTestInstallations();

describe.each([
  ['PGlite', {}, startSource],
  ['PostgreSQL', needs(any), () => startPostgresSource(have(any).installation)],
] as const)('after kill -9, with %s', (_, needed, start) => {
  describe('of the program', { timeout: 90_000, ...needed }, () => describeCrashes(start));
});

/** Moments that nothing is said at: after which line they come, and how the files look then. */
const moments: Readonly<
  Record<string, readonly [line: string, isThere: (state: string) => boolean]>
> = {
  'a branch is copied': ['branching', (state) => copies(state).length > 0],
  "a branch's server starts": ['branching', (state) => servedBranches(state).length > 0],
  'a fork is copied': ['forking', (state) => copies(state).length > 0],
};

function copies(state: string): string[] {
  return globSync(join(state, 'copies', '*', 'data'));
}

function servedBranches(state: string): string[] {
  return globSync(join(state, 'branches', '*')).filter((path) => processesIn(path).length > 0);
}

function describeCrashes(start: () => Promise<TestSource>): void {
  let source: TestSource;
  let state: string;
  beforeAll(async () => {
    source = await start();
  }, 90_000);
  afterAll(() => source?.[Symbol.asyncDispose]());
  beforeEach(async () => {
    state = await makeStateFolder();
  });
  afterEach(() => rm(state, { recursive: true, force: true }));

  const engineHere = () => createLocalEngine({ state, programs: source.programs });

  /** The servers that the descriptions in the state folder name. */
  async function servers(): Promise<ProcessIdentity[]> {
    const paths = globSync(['copies/*/copy.json', 'branches/*/branch.json'], { cwd: state });
    const texts = await Promise.all(paths.map((path) => readFile(join(state, path), 'utf8')));
    return texts.flatMap((text) => JSON.parse(text).server ?? []);
  }

  async function killed({ child, ended }: Program): Promise<void> {
    // Its servers end with it; without their guards only what comes next can end them.
    for (const pid of guardsOf(child.pid as number)) process.kill(pid, 'SIGKILL');
    child.kill('SIGKILL');
    expect(await ended).toBe('SIGKILL');
  }

  async function expectNothingLeft(kept: number): Promise<void> {
    const engine = engineHere();
    const items = await engine.list();
    expect(items.map(({ kind, status }) => [kind, status])).toEqual(
      Array.from({ length: kept }, () => ['snapshot', 'ready']),
    );
    expect(processesIn(state)).toEqual([]);
    for (const { id } of items) await engine.destroy(id);
    const files = (await readdir(state, { recursive: true, withFileTypes: true })).filter(
      (entry) => !entry.isDirectory(),
    );
    expect(files.map(({ name }) => name)).toEqual([]);
  }

  it.each([
    ['copying the source', 0, 0],
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
      await killed(program);
      await expectNothingLeft(kept);
      expect(await Promise.all(running.map(isRunning))).toEqual(running.map(() => false));
    },
  );

  it.each(Object.keys(moments))('while %s the next list removes it', async (moment) => {
    const [line, isThere] = moments[moment] as (typeof moments)[string];
    const program = startProgram(source, state, '');
    await program.reaches(line);
    while (!isThere(state)) await sleep(1);
    await killed(program);
    await expectNothingLeft(1);
  });

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
    const engine = engineHere();
    const statuses = (await engine.list()).map(({ status }) => status);
    expect(statuses).toEqual(['in-use', 'in-use', 'in-use']);
    expect(await Promise.all((await servers()).map(isRunning))).toEqual([true, true]);
    program.child.kill('SIGKILL');
    await program.ended;
    expect(await engine.list()).toHaveLength(1);
  });

  it('an expired branch is removed while the program that owns it lives, and is told', async () => {
    const program = startProgram(source, state, 'branched');
    await program.reaches('branched');
    for (const path of globSync(join(state, 'branches', '*', 'branch.json'))) {
      const branch = JSON.parse(await readFile(path, 'utf8'));
      const expiresAt = new Date(Date.now() - 1).toISOString();
      await writeFile(path, JSON.stringify({ ...branch, expiresAt }));
    }
    expect((await engineHere().list()).map(({ kind }) => kind)).toEqual(['snapshot']);
    expect(processesIn(join(state, 'branches'))).toEqual([]);
    await program.reaches('ended: ');
    // Before its time, as far as the owner knows.
    expect(program.lines.at(-1)).toBe('ended: made-room');
    program.child.kill('SIGKILL');
    await program.ended;
  });
}
