import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { reflinkFolder } from '../postgres/reflink-folder.ts';

export interface BenchmarkRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** What the run left in the folder that it was to work in. */
  readonly left: readonly string[];
  /** Servers that still had a data directory there. */
  readonly servers: readonly string[];
}

export interface BenchmarkRunOptions {
  /** Interrupts the run, as Ctrl-C does, when it says this. */
  readonly interruptAt?: string;
}

/** Runs `npm run bench -- …` in a folder of its own, on a file system with reflinks if there is one. */
export async function runBenchmark(
  args: readonly string[],
  { interruptAt }: BenchmarkRunOptions = {},
): Promise<BenchmarkRun> {
  const reflink = reflinkFolder();
  const parent = 'folder' in reflink ? reflink.folder : tmpdir();
  // Short: the path of a socket below it has a limit.
  const folder = await mkdtemp(join(parent, 'bt-'));
  await chmod(folder, 0o711);
  try {
    const child = spawn(process.execPath, ['bench/run.ts', ...args, '--folder', folder], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      const before = stderr;
      stderr += chunk;
      const hears = (said: string) => interruptAt !== undefined && said.includes(interruptAt);
      if (hears(stderr) && !hears(before)) child.kill('SIGINT');
    });
    const [stdout, [code]] = await Promise.all([text(child.stdout), once(child, 'close')]);
    const servers = (await commandLines()).filter((line) => line.includes(folder));
    return { code, stdout, stderr, left: await readdir(folder), servers };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function commandLines(): Promise<string[]> {
  const child = spawn('ps', ['-eo', 'args'], { stdio: ['ignore', 'pipe', 'inherit'] });
  return (await text(child.stdout)).split('\n');
}
