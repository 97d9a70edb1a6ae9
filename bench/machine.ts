import { availableParallelism, cpus, loadavg, release, totalmem, type } from 'node:os';
import { canReflink, fileSystemType, freeBytes } from './file-system.ts';

/** What absolute times depend on. */
export interface Machine {
  readonly cores: number;
  readonly processor: string;
  readonly memoryBytes: number;
  readonly kernel: string;
  /** Of the folder in which the benchmark works. */
  readonly fileSystem: {
    readonly type: string;
    readonly reflink: boolean;
    readonly freeBytes: number;
  };
  /** Over 1, 5 and 15 minutes, before the benchmark. */
  readonly loadAverage: readonly number[];
}

/** Describes this machine and the file system of a folder that exists. */
export async function describeMachine(folder: string): Promise<Machine> {
  return {
    cores: availableParallelism(),
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    memoryBytes: totalmem(),
    kernel: `${type()} ${release()}`,
    fileSystem: {
      type: await fileSystemType(folder),
      reflink: await canReflink(folder),
      freeBytes: await freeBytes(folder),
    },
    loadAverage: loadavg().map((value) => Math.round(value * 100) / 100),
  };
}
