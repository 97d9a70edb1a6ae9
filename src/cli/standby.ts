import type { Command } from 'commander';
import { chooseEngine } from '../engines/choose-engine.ts';
import type { SourceSettings } from '../engines/engine.ts';
import type { StandbyKeeper, StandbyWork } from '../engines/standby-keeper.ts';
import { BranchProdError } from '../errors.ts';
import { plainText } from '../report/plain-text.ts';
import { formatBytes } from '../report/quantities.ts';
import type { CommandContext } from './command-context.ts';
import { EXIT } from './exit-code.ts';
import { onInterruption } from './interruption.ts';
import { loadConfigOption } from './load-config-option.ts';
import { repositoryRoot } from './repository-root.ts';
import { configOption, stateOption } from './shared-options.ts';
import { showStandby } from './show-standby.ts';

/** `branch-prod standby`, with a command each to start it, to look at it and to stop it. */
export function addStandby(program: Command, context: CommandContext): void {
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
  const add = (name: string, description: string) =>
    standby
      .command(name)
      .description(description)
      .addOption(configOption())
      .addOption(stateOption(context.environment));

  add('start', 'make it, start it, or make it anew when it lost its source')
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
      process.exitCode = await start(options, context);
    });

  add('status', 'show whether it follows the source, how old its data are, and what to do')
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExample:\n  branch-prod standby status --json')
    .action((options) => status(options, context));

  add('stop', 'stop its server')
    .option('--remove', 'remove it too, with all of its data')
    .addHelpText('after', '\nExample:\n  branch-prod standby stop --remove')
    .action((options) => stop(options, context));
}

interface StandbyOptions {
  readonly config?: string | undefined;
  readonly state: string;
}

/** Makes it run and follow the source. Returns the exit code: 3 when it doesn't follow. */
async function start(options: StandbyOptions, context: CommandContext): Promise<number> {
  const { keeper, source } = await openStandby(options, context);
  const started = await keeper.start(source, work());
  showStandby(started);
  return started.streaming ? 0 : EXIT.failed;
}

async function status(
  options: StandbyOptions & { readonly json?: boolean | undefined },
  context: CommandContext,
): Promise<void> {
  const { keeper, source } = await openStandby(options, context);
  const found = await keeper.status(source);
  if (options.json) process.stdout.write(`${JSON.stringify(found, undefined, 2)}\n`);
  else showStandby(found);
}

async function stop(
  options: StandbyOptions & { readonly remove?: boolean | undefined },
  context: CommandContext,
): Promise<void> {
  const { keeper, source } = await openStandby(options, context);
  const remove = options.remove === true;
  const { source: where, bytes } = await keeper.stop(source, { ...work(), remove });
  process.stdout.write(
    bytes === undefined
      ? `There is no standby of ${where} any more.\n`
      : `The standby of ${where} is stopped; its raw data stay (${formatBytes(bytes)}).\n`,
  );
}

async function openStandby(
  options: StandbyOptions,
  { directory, environment }: CommandContext,
): Promise<{ keeper: StandbyKeeper; source: SourceSettings }> {
  const repository = await repositoryRoot(directory);
  const context = { directory, repository, environment };
  const { config } = await loadConfigOption(options.config, context);
  const { source } = config;
  if (source.copy !== 'standby') {
    throw new BranchProdError(
      'config-invalid',
      `The config's source.copy is ${source.copy}, which uses no standby`,
      { nextStep: 'Set `source.copy: standby`, and remove `source.dataDirectory`.' },
    );
  }
  const { standby } = chooseEngine(config.engine, { state: options.state });
  if (standby === undefined) {
    throw new BranchProdError(
      'source-unsupported',
      `The engine ${config.engine.name} keeps no standbys`,
      { nextStep: 'Set `engine: local` in the config.' },
    );
  }
  return { keeper: standby, source };
}

function work(): StandbyWork {
  const onProgress = (message: string) => process.stderr.write(`${plainText(message)}\n`);
  return { signal: onInterruption(), onProgress };
}
