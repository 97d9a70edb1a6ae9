import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type Result, resultSchema, type Trial } from '../../src/investigation/result.ts';
import { eventually } from '../preview/eventually.ts';
import { type Ended, noProcessWith, type Program, start } from './program.ts';

const checkout = fileURLToPath(new URL('../..', import.meta.url));
const runs = join(checkout, '.demo', 'runs');
/** The message that its author took back later. */
const misleading = { table: 'messages', key: { id: 3446 }, rank: 1 };

describe('branch-prod demo --once --json', () => {
  let program: Program;
  let ended: Ended;
  let run: string;
  beforeAll(async () => {
    program = start(['demo', '--once', '--json'], { cwd: checkout });
    run = await runOf(program);
    ended = await program.ended;
  }, 300_000);
  // Does nothing to one that has ended.
  afterAll(() => void program?.child.kill());

  const result = (): Result => resultSchema.parse(JSON.parse(ended.stdout));

  it('ends with 0 and prints exactly one result document', () => {
    expect(ended.code, ended.stderr).toBe(0);
    expect(result().version).toBe(1);
  });

  it('reproduces the wrong answer in every trial, from the message that misled the application', () => {
    const [replay, ...others] = result().replays;
    expect(others).toEqual([]);
    expect(replay).toMatchObject({ failures: 5, rate: 1, verdict: 'reproduced' });
    for (const { retrieved } of replay?.trials ?? [])
      expect(retrieved[0]).toMatchObject(misleading);
  });

  it('knows from the wires what was retrieved, how much of it reached the prompt, and which model answered', () => {
    const [trial] = result().replays[0]?.trials ?? [];
    expect(trial?.retrieved).toHaveLength(6);
    for (const record of trial?.retrieved ?? []) {
      expect(record).toMatchObject({ distance: expect.any(Number), reached: true });
    }
    expect(trial?.model).toMatchObject({ name: 'stand-in-extractive-1', finishReason: 'stop' });
    expect(trial?.context).toMatch(
      /^6 rows retrieved, all reached the prompt; prompt [\d,]+ tokens$/,
    );
  });

  it('finds that message as the culprit, and the right answer without it', () => {
    const { culprit } = result();
    expect(culprit).toMatchObject({
      ...{ verdict: 'found', records: [{ table: 'messages', key: { id: 3446 } }] },
      ...{ necessary: true, minimal: true, alternatives: [] },
      ...{ with: { failures: 5, judged: 5 }, without: { failures: 0 } },
    });
    const trial = culprit?.trialWithout as Trial;
    expect(trial.ok).toBe(true);
    expect(trial.answer).toMatch(/bytecode-interpreter \*is\* disabled on RH8.* \[1\]$/);
    expect(trial.retrieved.map(({ rank }) => rank)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(trial.retrieved.map(({ key }) => key.id)).not.toContain(3446);
  });

  it('shows the culprit, and the wrong and the right answer one after the other', () => {
    expect(ended.stderr).toMatch(
      /^Culprit of freetype-bytecode-hinter: messages id=3446$.*^ +answer with the culprit:$\s+Red Hat 8\.0 ships .*^ +answer without the culprit:$\s+The bytecode-interpreter/ms,
    );
  });

  it('proves that no raw value is left and that retrieval is unchanged', () => {
    const { valuesSearched, leaks, rankings } = result().proof;
    expect(leaks).toBe(0);
    expect(valuesSearched).toBeGreaterThan(1000);
    expect(rankings.probes).toBeGreaterThan(0);
    expect(rankings).toMatchObject({ identical: rankings.probes, overlap: 1 });
  });

  it('says that the model is a stand-in', () => {
    expect(ended.stderr).toContain('Model: a stand-in on this machine, no language model');
  });

  it('leaves no process, no folder and no open preview', async () => {
    await noProcessWith(run);
    await noProcessWith(result().branch.id);
    expect(await readdir(runs)).not.toContain(run);
    await expect(fetch(result().preview.url)).rejects.toThrow();
  });
});

describe('branch-prod demo, interrupted while it looks for the culprit', {
  timeout: 300_000,
}, () => {
  it('ends with 3, says so, and leaves nothing', async () => {
    const program = start(['demo', '--json'], { cwd: checkout });
    onTestFinished(() => void program.child.kill());
    const run = await runOf(program);
    const [, branch = ''] = await program.says(/^.+ branch .+ (br-[0-9a-f]+),/m);
    await program.says(/probe 1 of/);
    program.child.kill('SIGINT');
    const { code, stdout, stderr } = await program.ended;
    expect(code, stderr).toBe(3);
    expect(stderr).toContain('was interrupted');
    expect(stdout).not.toContain('"verdict"');
    await noProcessWith(run);
    await noProcessWith(branch);
    expect(await readdir(runs)).not.toContain(run);
    expect(await readdir(join(checkout, '.demo', 'state', 'branches'))).not.toContain(branch);
  });
});

/** The name of the folder that the program works in. */
function runOf({ child }: Program): Promise<string> {
  return eventually('the folder of the run', () => folderOf(child.pid as number), 30_000);
}

/** `undefined` until the process owns one, which is written just after the folder is made. */
async function folderOf(pid: number): Promise<string | undefined> {
  for (const name of await readdir(runs).catch(() => [])) {
    const text = await readFile(join(runs, name, 'owner.json'), 'utf8').catch(() => '');
    if (text.includes(`"pid":${pid},`)) return name;
  }
  return undefined;
}
