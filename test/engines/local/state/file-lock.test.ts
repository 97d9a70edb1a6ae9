import { execFile, spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { removeDeadTickets, withFileLock } from '../../../../src/engines/local/state/file-lock.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'branch-prod-lock-'));
});
afterEach(() => rm(folder, { recursive: true }));

const lock = () => join(folder, 'lock');

/** A program of its own that runs `body` under the lock. */
function program(body: string): string[] {
  const source = new URL('../../../../src/engines/local/state/file-lock.ts', import.meta.url).href;
  return [
    '--input-type=module',
    '-e',
    `import { withFileLock } from ${JSON.stringify(source)};
     import { readFileSync, writeFileSync } from 'node:fs';
     const folder = ${JSON.stringify(folder)};
     ${body}`,
  ];
}

it('lets one at a time in, across processes and within one', async () => {
  const counter = join(folder, 'counter');
  await writeFile(counter, '0');
  const count = program(`
    for (let i = 0; i < 5; i++) await withFileLock(folder + '/lock', async () => {
      const read = Number(readFileSync(folder + '/counter', 'utf8'));
      await new Promise((resolve) => setTimeout(resolve, 5));
      writeFileSync(folder + '/counter', String(read + 1));
    });`);
  const increment = async () => {
    const read = Number(await readFile(counter, 'utf8'));
    await sleep(5);
    await writeFile(counter, String(read + 1));
  };
  await Promise.all([
    ...Array.from({ length: 3 }, () => promisify(execFile)(process.execPath, count)),
    ...Array.from({ length: 5 }, () => withFileLock(lock(), increment)),
  ]);
  expect(await readFile(counter, 'utf8')).toBe('20');
  expect(await readdir(lock())).toEqual([]);
});

it('passes to exactly one when its owner is killed', async () => {
  const hang = program(`await withFileLock(folder + '/lock', () => {
    console.log('in');
    return new Promise(() => setInterval(() => {}, 1000));
  });`);
  const owner = spawn(process.execPath, hang, { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise((resolve) => owner.stdout.once('data', resolve));
  let inside = 0;
  let most = 0;
  let waits = 0;
  const work = async () => {
    inside += 1;
    most = Math.max(most, inside);
    await sleep(20);
    inside -= 1;
  };
  const onWait = () => {
    waits += 1;
  };
  const waiting = Array.from({ length: 4 }, () => withFileLock(lock(), work, { onWait }));
  await sleep(300);
  expect([most, waits]).toEqual([0, 4]);
  owner.kill('SIGKILL');
  await Promise.all(waiting);
  expect(most).toBe(1);
  await removeDeadTickets(lock());
  expect(await readdir(lock())).toEqual([]);
});

it('is free again after work that throws, and stops waiting when interrupted', async () => {
  const failed = withFileLock(lock(), () => Promise.reject(new Error('no')));
  await expect(failed).rejects.toThrow('no');
  await withFileLock(lock(), async () => {
    const signal = AbortSignal.timeout(50);
    const second = withFileLock(lock(), async () => {}, { signal });
    await expect(second).rejects.toMatchObject({ code: 'interrupted' });
  });
  expect(await readdir(lock())).toEqual([]);
});
