import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createOutput, type Output } from '../../src/preview/output.ts';
import { startProcessGroup } from '../../src/preview/process-group.ts';
import { identifyProcess, type ProcessIdentity } from '../../src/process-identity.ts';
import { eventually } from './eventually.ts';

const source = new URL('../../src/preview/', import.meta.url).href;
/** A program that writes its pid into a file, and refuses to end on SIGTERM. */
const stubborn = (file: string) =>
  `node -e 'process.on("SIGTERM", () => {}); require("fs").writeFileSync("${file}", String(process.pid)); setInterval(() => {}, 1000)'`;

let folder: string;
let output: Output;
let leader: ProcessIdentity;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'branch-prod-group-'));
  output = createOutput([]);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function start(command: string, variables: Record<string, string> = {}) {
  return startProcessGroup({
    command,
    folder,
    variables: { PATH: `${join(process.execPath, '..')}:${process.env.PATH}`, ...variables },
    output,
    record: async (identity) => {
      leader = identity;
    },
  });
}

function pidIn(file: string): Promise<number> {
  return eventually(`${file} holds a pid`, async () =>
    Number(await readFile(join(folder, file), 'utf8').catch(() => '')),
  );
}

function dead(pid: number): Promise<true> {
  return eventually(`${pid} is dead`, async () => (await identifyProcess(pid)) === undefined);
}

test('a command runs in its folder with its variables, and its output and code are known', async () => {
  const group = await start('echo "$WORD in $(pwd)"; echo error >&2; exit 7', { WORD: 'here' });
  expect(await group.exit).toEqual({ code: 7 });
  expect(group.exited()).toEqual({ code: 7 });
  expect(output.lines().sort()).toEqual(['error', `here in ${folder}`]);
  await group.end();
});

test('a command ended by a signal has the code that a shell shows', async () => {
  expect(await (await start('kill -KILL $$')).exit).toEqual({ code: 137 });
});

test("what the application says to node's own options does not reach the supervisor", async () => {
  const group = await start('echo started', { NODE_OPTIONS: '--require=/no/such/file.js' });
  expect(await group.exit).toEqual({ code: 0 });
  expect(output.lines()).toEqual(['started']);
});

test('the command runs only after its leader was recorded, and never if that fails', async () => {
  const starting = startProcessGroup({
    command: 'touch ran',
    folder,
    variables: {},
    output,
    record: async (identity) => {
      leader = identity;
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(existsSync(join(folder, 'ran'))).toBe(false);
      throw new Error('the disk is full');
    },
  });
  await expect(starting).rejects.toThrow('the disk is full');
  expect(existsSync(join(folder, 'ran'))).toBe(false);
  await dead(leader.pid);
});

test('end() is over when everything has ended well on SIGTERM', async () => {
  const program =
    'process.on("SIGTERM", () => setTimeout(() => { fs.writeFileSync("bye", ""); process.exit() }, 500)); console.log("up"); setInterval(() => {}, 1000)';
  // The shell dies of SIGTERM at once; the program behind it may still take its time.
  const group = await start(`node -e '${program}'; true`);
  await eventually('it is up', () => output.lines().includes('up'));
  const started = performance.now();
  await Promise.all([group.end(), group.end()]);
  expect(existsSync(join(folder, 'bye'))).toBe(true);
  expect(performance.now() - started).toBeLessThan(2_500);
  await dead(leader.pid);
});

test('who ignores SIGTERM is killed after 3 s, grandchildren too', async () => {
  const group = await start(`${stubborn('child')} & sh -c '(sleep 600 & echo $! > nephew; wait)' &
${stubborn('main')}`);
  const pids = [await pidIn('child'), await pidIn('main'), await pidIn('nephew')];
  const started = performance.now();
  await group.end();
  const took = performance.now() - started;
  expect(took).toBeGreaterThan(2_900);
  expect(took).toBeLessThan(5_000);
  for (const pid of pids) expect(await identifyProcess(pid)).toBeUndefined();
});

test('when the command ends, what it left running ends too, and the code stays', async () => {
  const group = await start('sleep 600 & echo $! > left; exit 3');
  const pid = await pidIn('left');
  expect(await group.exit).toEqual({ code: 3 });
  expect(await identifyProcess(pid)).toBeUndefined();
});

test('an application that kills its supervisor ends with it', async () => {
  const group = await start('sleep 600 & echo $! > left; kill -KILL $PPID; sleep 600');
  expect(await group.exit).toEqual({ code: 137 });
  await dead(await pidIn('left'));
});

test('an application that stops its supervisor is ended all the same', async () => {
  const group = await start(`kill -STOP $PPID; ${stubborn('main')}`);
  const pid = await pidIn('main');
  await group.end();
  expect(group.exited()).toEqual({ code: 137 });
  await dead(pid);
});

test('a process that holds our pipes from outside the group does not keep us waiting', async () => {
  const group = await start('setsid sleep 20 & echo $! > escaped; sleep 0.3; echo done');
  const pid = await pidIn('escaped');
  const started = performance.now();
  expect(await group.exit).toEqual({ code: 0 });
  expect(performance.now() - started).toBeLessThan(2_500);
  expect(output.lines()).toEqual(['done']);
  process.kill(pid, 'SIGKILL');
});

test('megabytes of output neither block the command nor are kept', async () => {
  const program = 'for (let i = 0; i < 200000; i++) console.log("line", i, "x".repeat(90))';
  const group = await start(`node -e '${program}'`);
  expect(await group.exit).toEqual({ code: 0 });
  expect(output.lines()).toHaveLength(200);
  expect(output.lines().at(-1)).toMatch(/^line 199999 x/);
});

test('kill -9 of the program that started it ends the whole group', async () => {
  const holder = join(folder, 'holder.ts');
  await writeFile(
    holder,
    `import { createOutput } from '${source}output.ts';
import { startProcessGroup } from '${source}process-group.ts';
await startProcessGroup({
  command: ${JSON.stringify(`sleep 600 & echo $! > sleeper; ${stubborn('main')}`)},
  folder: ${JSON.stringify(folder)},
  variables: { PATH: ${JSON.stringify(`${join(process.execPath, '..')}:${process.env.PATH}`)} },
  output: createOutput([]),
  record: async ({ pid }) => console.log(pid),
});
`,
  );
  const owner = spawn(process.execPath, [holder], { stdio: ['ignore', 'pipe', 'inherit'] });
  const supervisor = Number(await new Promise((resolve) => owner.stdout.once('data', resolve)));
  const pids = [await pidIn('sleeper'), await pidIn('main'), supervisor];
  owner.kill('SIGKILL');
  for (const pid of pids) await dead(pid);
});
