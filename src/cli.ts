#!/usr/bin/env node
import { resolve } from 'node:path';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { check } from './cli/check.ts';
import { destroy } from './cli/destroy.ts';
import { EXIT, exitCodeOfError } from './cli/exit-code.ts';
import { list } from './cli/list.ts';
import { run } from './cli/run.ts';
import { showStandby, startStandby, stopStandby } from './cli/standby.ts';
import { instantSchema } from './config/instant.ts';
import { mostTrials } from './config/replay-schema.ts';
import { defaultStateFolder } from './default-state-folder.ts';
import { chooseEngine } from './engines/choose-engine.ts';
import { BranchProdError } from './errors.ts';
import { verdictSchema } from './investigation/result.ts';
import { endOrphanedPreview } from './preview/end-orphaned-preview.ts';
import { programVersion } from './program-version.ts';
import { plainText } from './report/plain-text.ts';

const context = { directory: process.cwd(), environment: process.env };
const state = () =>
  new Option('--state <folder>', 'where snapshots and branches are kept')
    .default(defaultStateFolder(process.env))
    .argParser((folder) => resolve(folder));
const engineAt = (folder: string) =>
  chooseEngine({ name: 'local' }, { state: folder, endPreview: endOrphanedPreview });

const program = new Command('branch-prod')
  .description('Finds out why an AI feature said something wrong in production.')
  .version(programVersion())
  .exitOverride()
  .showHelpAfterError('(add --help for more)');

program
  .command('run')
  .description('investigate cases on a masked branch of production')
  .addOption(
    new Option('--case <file>', 'a case; can be repeated (default: all of replay.cases)')
      .default([])
      .argParser((file, files: string[]) => [...files, file]),
  )
  .option('--config <file>', "a config file (default: the default branch's)")
  .option('--ref <ref>', 'the commit to preview (default: preview.ref)')
  .option('--base <ref>', 'the commit to compare with: the cases are replayed on both')
  .option('--trials <number>', 'how often each case is replayed', trials)
  .option('--at <time>', 'branch production as it was then (needs source.archive)', instant)
  .option('--json', 'print the result document on standard output')
  .option('--markdown <file>', 'write the report as Markdown')
  .option('--keep', 'leave the preview up after the report, until Ctrl-C or preview.ttl')
  .addOption(
    new Option('--expect <verdict>', 'exit with 1 when a case has another verdict').choices(
      verdictSchema.options,
    ),
  )
  .addOption(state())
  .addHelpText(
    'after',
    `
Examples:
  branch-prod run --case .branch-prod/cases/wrong-price.yml
  branch-prod run --ref my-fix --base main --expect fixed --json > result.json
  branch-prod run --case .branch-prod/cases/wrong-price.yml --at 2026-03-01T14:05:00Z

Exit codes: 0 a verdict, 1 another verdict than --expect, 2 bad usage, config or case, 3 the investigation failed.`,
  )
  .action(async (options) => {
    process.exitCode = await run(options, context);
  });

program
  .command('check')
  .description('validate the config')
  .option('--config <file>', "a config file (default: the default branch's)")
  .option('--json-schema', "print the config's JSON Schema, for editors")
  .addHelpText('after', '\nExample:\n  branch-prod check --config .github/branch-prod.yml')
  .action((options) => check(options, context));

program
  .command('list')
  .description('show snapshots and branches; remove what is expired or ownerless')
  .option('--json', 'as JSON')
  .addOption(state())
  .addHelpText(
    'after',
    `
SIZE is what an item takes of the disk; of a branch, only what it doesn't share with what it was copied from.

Example:
  branch-prod list --json`,
  )
  .action((options) => list(engineAt(options.state), options));

program
  .command('destroy')
  .description('remove snapshots and branches')
  .argument('[id...]', 'as `branch-prod list` shows them')
  .option('--all', 'everything that exists')
  .addOption(state())
  .addHelpText('after', '\nExamples:\n  branch-prod destroy br-1a2b3c\n  branch-prod destroy --all')
  .action(async (ids: string[], options) => {
    if (ids.length === 0 && !options.all) {
      throw new BranchProdError('usage', 'Nothing is named to be destroyed.', {
        nextStep: 'Give ids from `branch-prod list`, or --all.',
      });
    }
    await destroy(engineAt(options.state), ids, options);
  });

const standby = program
  .command('standby')
  .description('keep a replica of the source on this machine, for `source.copy: standby`')
  .addHelpText(
    'after',
    `
A standby is a replica of production with all of its raw data. It stays on this machine until
\`standby stop --remove\`, in folders that only our user and the user of PostgreSQL may enter, and its server
goes on when the command ends. Snapshots are made of its files, so that they cost production nothing.
The source keeps no log for it: its wal_keep_size says how long the standby may be away.

Examples:
  branch-prod standby start
  branch-prod standby status --json
  branch-prod standby stop --remove`,
  );

const standbyCommand = (name: string, description: string) =>
  standby
    .command(name)
    .description(description)
    .option('--config <file>', "a config file (default: the default branch's)")
    .addOption(state());

standbyCommand('start', 'make it, start it, or make it anew when it lost its source')
  .addHelpText(
    'after',
    `
The first start copies all of the source over the network. It needs a role with REPLICATION in \`source.postgres\`,
a line for \`replication\` in the source's pg_hba.conf, and pg_basebackup of the source's version here. The standby
is a replica with all of the raw data.

Example:
  branch-prod standby start --config .github/branch-prod.yml`,
  )
  .action(async (options) => {
    process.exitCode = await startStandby(options, context);
  });

standbyCommand('status', 'show whether it follows the source, how old its data are, and what to do')
  .option('--json', 'as JSON')
  .addHelpText('after', '\nExample:\n  branch-prod standby status --json')
  .action((options) => showStandby(options, context));

standbyCommand('stop', 'stop its server')
  .option('--remove', 'remove it too, with all of its data')
  .addHelpText('after', '\nExample:\n  branch-prod standby stop --remove')
  .action((options) => stopStandby(options, context));

program
  .command('demo')
  .description('run the main job on real mail, with nothing installed but npm packages')
  .option('--once', 'end after the report instead of leaving the preview up')
  .option('--json', 'print the result document on standard output')
  .addHelpText('after', '\nExample:\n  npm run demo -- --once')
  .action(async (options) => {
    const { demo } = await loadDemo();
    process.exitCode = await demo(options, process.env);
  });

/** Loaded when asked for, because it needs packages that only a checkout has. */
async function loadDemo() {
  try {
    return await import('./cli/demo.ts');
  } catch (cause) {
    throw new BranchProdError('not-found', 'The demo is not in the published package.', {
      nextStep: 'Clone the repository of branch-prod, then run `npm ci && npm run demo`.',
      cause,
    });
  }
}

function trials(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > mostTrials) {
    throw new InvalidArgumentError(`It must be a whole number from 1 to ${mostTrials}.`);
  }
  return number;
}

function instant(text: string): Date {
  const { data, error } = instantSchema.safeParse(text);
  if (data === undefined) throw new InvalidArgumentError(`It ${error?.issues[0]?.message}.`);
  return data;
}

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = explain(error);
}

function explain(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT.badInput;
  if (error instanceof BranchProdError) {
    process.stderr.write(`${plainText(`${error.message}\n${error.nextStep}`)}\n`);
    return exitCodeOfError(error.code);
  }
  throw error;
}
