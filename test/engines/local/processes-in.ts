import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** The pids of all processes that work in a folder or below it; Linux only. */
export function processesIn(folder: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        if (readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ')) return false;
        return `${readlinkSync(`/proc/${pid}/cwd`)}/`.startsWith(`${folder}/`);
      } catch {
        return false;
      }
    })
    .map(Number);
}

/** The pids of the guards that a program started for its servers. */
export function guardsOf(program: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
        const parent = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1];
        const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
        return parent === String(program) && words.includes('branch-prod-guard');
      } catch {
        return false;
      }
    })
    .map(Number);
}
