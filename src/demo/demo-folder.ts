import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  identifyProcess,
  isRunning,
  type ProcessIdentity,
  processIdentitySchema,
} from '../process-identity.ts';

/** The checkout of branch-prod, which holds the example application. */
export const checkout = fileURLToPath(new URL('../..', import.meta.url));

/** What the demo keeps between runs, in a folder that git ignores. */
export interface DemoFolder {
  /** Loaded mail, to be copied for each run. */
  readonly cache: string;
  /** Snapshots and branches. */
  readonly state: string;
  /** The key of the masks, made once: another one would make another snapshot. */
  readonly maskKey: string;
  /** This run's production and repository; removed at its end. */
  readonly run: string;
}

/** Opens the folder and removes what runs that died have left in it. */
export async function openDemoFolder(): Promise<DemoFolder> {
  const root = join(checkout, '.demo');
  await mkdir(join(root, 'runs'), { recursive: true, mode: 0o700 });
  await removeDeadRuns(join(root, 'runs'));
  const run = await mkdtemp(join(root, 'runs', 'run-'));
  await writeFile(join(run, 'owner.json'), JSON.stringify(await identifyProcess(process.pid)));
  return {
    cache: join(root, 'cache'),
    state: join(root, 'state'),
    maskKey: await readMaskKey(join(root, 'mask-key')),
    run,
  };
}

async function removeDeadRuns(runs: string): Promise<void> {
  for (const name of await readdir(runs)) {
    const owner = await readOwner(join(runs, name));
    if (owner !== undefined && !(await isRunning(owner))) {
      await rm(join(runs, name), { recursive: true, force: true });
    }
  }
}

/** `undefined` for a run that is just being made. */
async function readOwner(run: string): Promise<ProcessIdentity | undefined> {
  try {
    return processIdentitySchema.parse(JSON.parse(await readFile(join(run, 'owner.json'), 'utf8')));
  } catch {
    return undefined;
  }
}

async function readMaskKey(file: string): Promise<string> {
  try {
    await writeFile(file, randomBytes(32).toString('hex'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFile(file, 'utf8');
}
