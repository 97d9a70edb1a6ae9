import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openJournal } from '../../../../src/github/app/intake/journal.ts';
import { keepingLog, labelTask } from '../fakes.ts';

let parent: string;
let folder: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'branch-prod-journal-'));
  folder = join(parent, 'state', 'app');
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

const open = (log = keepingLog().log, now = () => new Date()) => openJournal(folder, { log, now });
const files = (name: 'queue' | 'aside') => readdirSync(join(folder, name));

describe('the journal', () => {
  it('has a task on disk when it is taken, for the eyes of its owner only', async () => {
    const journal = await open();
    await journal.take(labelTask('d-1'));
    const [file] = files('queue') as [string];
    expect(JSON.parse(readFileSync(join(folder, 'queue', file), 'utf8'))).toEqual(labelTask('d-1'));
    expect(statSync(join(folder, 'queue', file)).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'processed')).mode & 0o777).toBe(0o600);
    for (const one of [folder, join(folder, 'queue'), join(folder, 'aside')]) {
      expect(statSync(one).mode & 0o777).toBe(0o700);
    }
  });

  it('closes a folder to others that was open to them', async () => {
    await open();
    chmodSync(join(folder, 'queue'), 0o755);
    await open();
    expect(statSync(join(folder, 'queue')).mode & 0o777).toBe(0o700);
  });

  it('gives back what is left after a restart, in the order in which it came', async () => {
    let milliseconds = 1_000_000_000_000;
    // A clock that stands still for three tasks at a time.
    const journal = await open(undefined, () => new Date(milliseconds++ - (milliseconds % 3)));
    const deliveries = Array.from({ length: 50 }, (_, number) => `d-${number}`);
    for (const delivery of deliveries) await journal.take(labelTask(delivery));
    const { left } = await open();
    expect(left.map(({ task }) => task.delivery)).toEqual(deliveries);
  });

  it('takes a task once, however often and however close it comes', async () => {
    const journal = await open();
    const taken = await Promise.all(
      Array.from({ length: 5 }, () => journal.take(labelTask('d-1'))),
    );
    expect(taken.filter((entry) => entry !== undefined)).toHaveLength(1);
    expect(files('queue')).toHaveLength(1);
    expect((await open()).left).toHaveLength(1);
  });

  it('tells the tasks of one delivery apart', async () => {
    const journal = await open();
    expect(await journal.take(labelTask('d-1', 1))).toBeDefined();
    expect(await journal.take(labelTask('d-1', 2))).toBeDefined();
    const { textDigest: _, ...common } = labelTask('d-1', 1) as never as Record<string, never>;
    const check = { ...common, kind: 'check', head: 'a'.repeat(40), button: 'rerun' };
    expect(await journal.take({ ...check, checkRun: 1 } as never)).toBeDefined();
    expect(await journal.take({ ...check, checkRun: 2 } as never)).toBeDefined();
    expect(await journal.take({ ...check, checkRun: 2 } as never)).toBeUndefined();
  });

  it('does not take again what was processed, not even after a restart', async () => {
    const journal = await open();
    await journal.done((await journal.take(labelTask('d-1'))) as never);
    expect(files('queue')).toEqual([]);
    expect(await journal.take(labelTask('d-1'))).toBeUndefined();
    expect(await (await open()).take(labelTask('d-1'))).toBeUndefined();
  });

  it('does not process again what a crash left between done and removed', async () => {
    const journal = await open();
    const entry = (await journal.take(labelTask('d-1'))) as never as { file: string };
    const path = join(folder, 'queue', entry.file);
    const text = readFileSync(path);
    await journal.done(entry as never);
    writeFileSync(path, text);
    expect((await open()).left).toEqual([]);
    expect(existsSync(path)).toBe(false);
  });

  it('takes again what was dropped or set aside', async () => {
    const journal = await open();
    await journal.drop((await journal.take(labelTask('d-1'))) as never);
    expect(await journal.take(labelTask('d-1'))).toBeDefined();
    await journal.setAside((await journal.take(labelTask('d-2'))) as never);
    expect(journal.asideCount()).toBe(1);
    expect((await open()).asideCount()).toBe(1);
    expect(await journal.take(labelTask('d-2'))).toBeDefined();
  });

  it('remembers a bounded number of keys, the newest', async () => {
    await open();
    const old = Array.from({ length: 25_000 }, (_, number) =>
      number.toString(16).padStart(32, '0'),
    );
    writeFileSync(join(folder, 'processed'), `${old.join('\n')}\nhalf-a-li`);
    const journal = await open();
    await journal.done((await journal.take(labelTask('d-1'))) as never);
    const lines = readFileSync(join(folder, 'processed'), 'utf8').trimEnd().split('\n');
    expect(lines).toHaveLength(10_001);
    expect(lines[0]).toBe(old[15_000]);
    expect(await journal.take(labelTask('d-1'))).toBeUndefined();
  });
});

describe('a damaged journal', () => {
  it('sets aside what it can not read, says so, and goes on', async () => {
    const before = await open();
    for (const delivery of ['d-1', 'd-2', 'd-3']) await before.take(labelTask(delivery));
    const [cut, foreign] = files('queue').sort() as [string, string];
    truncateSync(join(folder, 'queue', cut), 20);
    // Another thread under the same name.
    writeFileSync(join(folder, 'queue', foreign), JSON.stringify(labelTask('d-2', 99)));
    writeFileSync(join(folder, 'queue', 'note.txt'), 'x');
    const { log, lines } = keepingLog();
    const journal = await open(log);
    expect(journal.left.map(({ task }) => task.delivery)).toEqual(['d-3']);
    expect(files('aside').sort()).toEqual([cut, foreign, 'note.txt'].sort());
    expect(lines.map(({ level, fields }) => [level, fields.file])).toEqual([
      ['error', cut],
      ['error', foreign],
      ['error', 'note.txt'],
    ]);
  });

  it('removes what was half-written: nobody was told that it is there', async () => {
    await open();
    writeFileSync(join(folder, 'queue', 'x.json.unfinished'), '{"kind":');
    expect((await open()).left).toEqual([]);
    expect([...files('queue'), ...files('aside')]).toEqual([]);
  });

  it('fails a task that can not be written, and takes it when it can', async () => {
    const journal = await open();
    expect(await journal.isWritable()).toBe(true);
    rmSync(folder, { recursive: true });
    const both = [journal.take(labelTask('d-1')), journal.take(labelTask('d-1'))];
    expect((await Promise.allSettled(both)).map(({ status }) => status)).toEqual([
      'rejected',
      'rejected',
    ]);
    expect(await journal.isWritable()).toBe(false);
    await open();
    expect(await journal.isWritable()).toBe(true);
    expect(await journal.take(labelTask('d-1'))).toBeDefined();
  });

  it('is refused where its folder can not be made', async () => {
    writeFileSync(join(parent, 'state'), 'a file');
    await expect(open()).rejects.toMatchObject({ code: 'state-unusable' });
  });
});

it('loses nothing that was taken when the process is killed in the middle', async () => {
  const program = fileURLToPath(new URL('../journal-writer.ts', import.meta.url));
  const child = spawn(process.execPath, [program, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const told: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    told.push(line);
    if (told.length === 200) child.kill('SIGKILL');
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  expect(child.signalCode).toBe('SIGKILL');
  const { log, lines } = keepingLog();
  const { left } = await open(log);
  const found = new Set(left.map(({ task }) => task.delivery));
  expect(told.filter((delivery) => !found.has(delivery))).toEqual([]);
  expect(found.size).toBe(left.length);
  expect(lines).toEqual([]);
});
