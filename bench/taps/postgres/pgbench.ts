import { chown, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BenchmarkContext } from '../../benchmark.ts';
import { runProgram } from '../../postgres/run-program.ts';

export interface Load {
  /** A connection URL. */
  readonly url: string;
  readonly sql: string;
  readonly clients: number;
  /** How long, the time to connect included; or how often each connection asks. */
  readonly length: { readonly seconds: number } | { readonly each: number };
}

export interface LoadReport {
  /** Statements that were answered. */
  readonly count: number;
  readonly perSecond: number;
  /** Of one statement, in milliseconds. */
  readonly p50Ms: number;
}

/** Has pgbench run a statement, prepared, on so many connections, each as fast as it is answered. */
export async function runPgbench(
  { url, sql, clients, length }: Load,
  { folder, programs, signal }: BenchmarkContext,
): Promise<LoadReport> {
  const work = await mkdtemp(join(folder, 'pgbench-'));
  try {
    const { account } = programs;
    if (account) await chown(work, account.uid, account.gid);
    const script = join(work, 'script');
    await writeFile(script, `${sql};\n`);
    if (account) await chown(script, account.uid, account.gid);
    const output = await runProgram(
      join(programs.folder, 'pgbench'),
      [
        ...['-n', '-M', 'prepared', '-f', script, '-c', String(clients)],
        ...('each' in length ? ['-t', String(length.each)] : ['-T', String(length.seconds)]),
        ...['-j', String(Math.min(clients, 2)), '-l', '--log-prefix', join(work, 'log'), url],
      ],
      { account, signal },
    );
    const perSecond = Number(/tps = ([\d.]+)/.exec(output)?.[1]);
    const count = Number(/actually processed: (\d+)/.exec(output)?.[1]);
    const names = (await readdir(work)).filter((name) => name.startsWith('log'));
    const logs = await Promise.all(names.map((name) => readFile(join(work, name), 'utf8')));
    return { count, perSecond, p50Ms: median(logs.flatMap(durations)) };
  } finally {
    await rm(work, { recursive: true });
  }
}

/** The third number of a line is the transaction's duration in microseconds. */
function durations(log: string): number[] {
  return log
    .trimEnd()
    .split('\n')
    .map((line) => Number(line.split(' ')[2]) / 1000);
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}
