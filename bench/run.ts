import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { onInterruption } from '../src/cli/interruption.ts';
import { BranchProdError } from '../src/errors.ts';
import { programVersion } from '../src/program-version.ts';
import type { Benchmark, BenchmarkDocument, Outcome } from './benchmark.ts';
import { canReflink, HOW_TO_REFLINK } from './file-system.ts';
import { describeMachine } from './machine.ts';
import { findPrograms } from './postgres/programs.ts';
import { formatBytes } from './quantities.ts';
import { renderTable } from './table.ts';
import { makeWorkFolder } from './work-folder.ts';

/** Every benchmark there is; its file is loaded when it is asked for. */
const BENCHMARKS: ReadonlyMap<string, () => Promise<Benchmark>> = new Map([
  ['branch', async () => (await import('./branch.ts')).branch],
  ['fidelity', async () => (await import('./fidelity.ts')).fidelity],
  ['sanitize', async () => (await import('./sanitize.ts')).sanitize],
  ['taps', async () => (await import('./taps.ts')).taps],
  ['probes', async () => (await import('./probes.ts')).probes],
  ['recall', async () => (await import('./recall.ts')).recall],
]);

interface Options {
  readonly quick?: true;
  readonly json?: true;
  readonly folder?: string;
  readonly plainFolder?: string;
  readonly postgres?: string;
  readonly size?: number[];
  readonly limit: number;
}

const program = new Command('npm run bench --')
  .description('Measures branch-prod and the alternatives to it, in the same run.')
  .argument('<name>', `what to measure: ${known()}`)
  .option('--quick', 'little data, few repetitions: shows that it works, measures nothing')
  .option('--json', 'one JSON document on standard output instead of tables')
  .option('--folder <dir>', 'where to work (default: the folder for temporary files)')
  .option('--plain-folder <dir>', 'a folder without reflinks, to measure branches there too')
  .option('--postgres <dir>', "the folder of PostgreSQL's programs (default: the newest found)")
  .option('--size <mb>', 'sizes of the sources in MB, separated by commas', parseSizes)
  .option('--limit <s>', 'how long one alternative may take, in seconds', parseNumber, 600)
  .addHelpText(
    'after',
    `
Examples:
  npm run bench -- branch --quick
  npm run bench -- branch --folder /mnt/xfs --size 400,2000,20000
  npm run bench -- fidelity --folder /mnt/xfs --json > fidelity.json

Everything that it makes is removed at the end, also after Ctrl-C. Run by root, PostgreSQL runs as another user.`,
  )
  .exitOverride()
  .showHelpAfterError('(add --help for more)')
  .action(runBenchmark);

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = explain(error);
}

async function runBenchmark(name: string, options: Options): Promise<void> {
  const load = BENCHMARKS.get(name);
  if (load === undefined) {
    throw new BranchProdError('usage', `There is no benchmark ${JSON.stringify(name)}.`, {
      nextStep: `Choose one of: ${known()}.`,
    });
  }
  const signal = onInterruption();
  const began = performance.now();
  const startedAt = new Date().toISOString();
  const progress = (message: string) => {
    process.stderr.write(
      `${((performance.now() - began) / 1000).toFixed(1).padStart(7)} s  ${message}\n`,
    );
  };
  const programs = await findPrograms(options.postgres, signal);
  await using work = await makeWorkFolder(options.folder, programs.account);
  await using plain = options.plainFolder
    ? await makeWorkFolder(options.plainFolder, programs.account)
    : undefined;
  await refuseReflink(options.plainFolder, plain?.path);
  const machine = await describeMachine(work.path);
  const { type, reflink, freeBytes } = machine.fileSystem;
  progress(`${programs.version} in ${programs.folder}`);
  progress(
    `${work.path}: ${type}, ${reflink ? 'with' : 'without'} reflink, ${formatBytes(freeBytes)} free`,
  );
  if (!reflink) process.stderr.write(`${HOW_TO_REFLINK}\n`);
  const benchmark = await load();
  const outcome = await benchmark({
    folder: work.path,
    plainFolder: plain?.path,
    programs,
    quick: options.quick ?? false,
    sizes: options.size ?? [],
    limitMs: options.limit * 1000,
    signal,
    progress,
  });
  const document: BenchmarkDocument = {
    version: 1,
    benchmark: name,
    quick: options.quick ?? false,
    startedAt,
    durationMs: Math.round(performance.now() - began),
    machine,
    versions: {
      branchProd: programVersion(),
      node: process.version,
      postgres: programs.version,
      pgvector: outcome.pgvector,
    },
    ...outcome.document,
  };
  process.stdout.write(
    options.json ? `${JSON.stringify(document, null, 2)}\n` : forPeople(document, outcome),
  );
}

async function refuseReflink(named: string | undefined, folder: string | undefined): Promise<void> {
  if (folder === undefined || !(await canReflink(folder))) return;
  throw new BranchProdError('usage', `Files in ${named} share their blocks with copies.`, {
    nextStep: 'Give --plain-folder a folder on a file system without reflinks, such as ext4.',
  });
}

function forPeople({ machine, versions, quick }: BenchmarkDocument, outcome: Outcome): string {
  const { cores, processor, memoryBytes, kernel, fileSystem, loadAverage } = machine;
  const facts = [
    `${cores} cores (${processor}), ${formatBytes(memoryBytes)} of memory, ${kernel}`,
    `${fileSystem.type} ${fileSystem.reflink ? 'with' : 'without'} reflink, load average ${loadAverage.join(' ')}`,
    `branch-prod ${versions.branchProd}, Node ${versions.node}, ${versions.postgres}, pgvector ${versions.pgvector}`,
    ...(quick ? ['--quick: these numbers show that it works, and nothing else.'] : []),
  ];
  return [
    `${facts.join('\n')}\n`,
    ...outcome.tables.map(renderTable),
    ...outcome.notes.map((note) => `${note}\n`),
  ].join('\n');
}

function known(): string {
  return [...BENCHMARKS.keys()].join(', ');
}

function parseSizes(text: string): number[] {
  return text.split(',').map(parseNumber);
}

function parseNumber(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) {
    throw new InvalidArgumentError('It must be a whole number above 0.');
  }
  return number;
}

function explain(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof BranchProdError) {
    process.stderr.write(`${error.message}\n${error.nextStep}\n`);
    return error.code === 'usage' ? 2 : error.code === 'interrupted' ? 130 : 3;
  }
  if ((error as Error)?.name === 'AbortError') {
    process.stderr.write('interrupted; everything is removed\n');
    return 130;
  }
  throw error;
}
