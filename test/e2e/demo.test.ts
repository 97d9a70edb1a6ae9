import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Result, resultSchema } from '../../src/investigation/result.ts';
import { eventually } from '../preview/eventually.ts';
import { type Ended, noProcessWith, start } from './program.ts';

const checkout = fileURLToPath(new URL('../..', import.meta.url));
const runs = join(checkout, '.demo', 'runs');

describe('branch-prod demo --once --json', () => {
  let ended: Ended;
  let run: string;
  beforeAll(async () => {
    const program = start(['demo', '--once', '--json'], { cwd: checkout });
    run = await eventually('the folder of the run', () => folderOf(program.child.pid as number));
    ended = await program.ended;
  }, 120_000);

  const result = (): Result => resultSchema.parse(JSON.parse(ended.stdout));

  it('ends with 0 and prints exactly one result document', () => {
    expect(ended.code, ended.stderr).toBe(0);
    expect(result().version).toBe(1);
  });

  it('reproduces the wrong answer in every trial, from the message that misled the application', () => {
    const [replay, ...others] = result().replays;
    expect(others).toEqual([]);
    expect(replay).toMatchObject({ failures: 5, rate: 1, verdict: 'reproduced' });
    for (const { retrieved } of replay?.trials ?? []) {
      expect(retrieved[0]).toEqual({ table: 'messages', key: { id: 3446 }, rank: 1 });
    }
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

/** The name of the folder that the process owns; it is written just after the folder is made. */
async function folderOf(pid: number): Promise<string | undefined> {
  for (const name of await readdir(runs).catch(() => [])) {
    const text = await readFile(join(runs, name, 'owner.json'), 'utf8').catch(() => '');
    if (text.includes(`"pid":${pid},`)) return name;
  }
  return undefined;
}
