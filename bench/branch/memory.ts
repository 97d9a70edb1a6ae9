import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Branch } from '../../src/engines/engine.ts';

export const MEMORY_METHOD =
  'PSS of /proc/<pid>/smaps_rollup, summed over the server, its children and the process that watches it';

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: readonly string[];
}

/**
 * The memory that the processes of these branches take, in bytes; pages that several processes share are divided among
 * them. Linux only. Throws for a branch whose server is not running.
 */
export async function memoryOf(branches: readonly Branch[]): Promise<number> {
  const processes = await readProcesses();
  let bytes = 0;
  for (const { folder } of branches) {
    const file = await readFile(join(folder, 'data', 'postmaster.pid'), 'utf8');
    const server = Number(file.split('\n')[0]);
    const own = processes.filter(
      ({ pid, parent, command }) => pid === server || parent === server || watches(command, server),
    );
    if (!own.some(({ pid }) => pid === server)) throw new Error('the server of a branch has ended');
    for (const { pid } of own) bytes += await proportionalBytes(pid);
  }
  return bytes;
}

function watches(command: readonly string[], server: number): boolean {
  return command.includes('branch-prod-guard') && command.includes(String(server));
}

async function readProcesses(): Promise<Process[]> {
  const processes: Process[] = [];
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = await readFile(`/proc/${name}/stat`, 'utf8');
      const command = await readFile(`/proc/${name}/cmdline`, 'utf8');
      // proc_pid_stat(5): the parent stands behind the name in parentheses and the state.
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
      processes.push({ pid: Number(name), parent, command: command.split('\0') });
    } catch {
      // It has ended meanwhile.
    }
  }
  return processes;
}

/** 0 for a process that has ended meanwhile, as the one of a closed connection does. */
async function proportionalBytes(pid: number): Promise<number> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch((error) => {
    if (error.code === 'ESRCH' || error.code === 'ENOENT') return 'Pss: 0 kB';
    throw error;
  });
  return Number(/^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1] ?? Number.NaN) * 1024;
}
