import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import type { Command } from 'commander';
import { configPath } from '../config/config.ts';
import { parseConfig } from '../config/parse-config.ts';
import type { Secret } from '../config/secret.ts';
import { BranchProdError } from '../errors.ts';
import { counted } from '../report/quantities.ts';
import { lookAtSource } from '../sanitize/look-at-source.ts';
import { planMasking } from '../sanitize/plan.ts';
import { type PolicyProposal, proposePolicy } from '../sanitize/propose/propose-policy.ts';
import { writeConfig } from '../sanitize/propose/write-config.ts';
import type { CommandContext } from './command-context.ts';
import { onInterruption } from './interruption.ts';
import { printLines } from './print-lines.ts';
import { repositoryRoot } from './repository-root.ts';
import { slowProgress } from './slow-progress.ts';
import { urlVariable } from './url-variable.ts';

/** The environment variable that holds the source's URL, unless another is named. */
const sourceVariable = 'PRODUCTION_REPLICA_URL';

/** `branch-prod init` */
export function addInit(program: Command, context: CommandContext): void {
  program
    .command('init')
    .description('look at the source and propose a config with a policy, ready to commit')
    .option('--output <file>', `where it is written (default: ${configPath} of the repository)`)
    .option(
      '--source-env <name>',
      "the environment variable that holds the source's URL",
      sourceVariable,
    )
    .option('--force', 'write over a file that is there')
    .addHelpText(
      'after',
      `
Reads the schema and a sample of every table in one read-only transaction, and writes for each column its class, the
evidence and a mask, never a value. The URL comes from the environment: arguments can be seen by everybody on the machine.

Examples:
  PRODUCTION_REPLICA_URL=postgres://… branch-prod init
  branch-prod init --source-env STAGING_URL --output proposal.yml

Exit codes: 0 written, 2 bad usage or the file is there, 3 the source can't be read.`,
    )
    .action((options) => init(options, context));
}

interface InitOptions {
  readonly output?: string | undefined;
  readonly sourceEnv: string;
  readonly force?: boolean | undefined;
}

/** Writes a config whose policy is proposed from the source's schema and a sample of its rows. */
async function init(
  { output, sourceEnv, force }: InitOptions,
  { directory, environment }: CommandContext,
): Promise<void> {
  const url = sourceUrl(sourceEnv, environment);
  const file =
    output === undefined
      ? resolve(await repositoryRoot(directory), configPath)
      : resolve(directory, output);
  const { progress, end } = slowProgress();
  try {
    const { proposal, catalog } = await lookAtSource(
      url,
      (client) => proposePolicy(client, progress),
      onInterruption(),
    );
    if (catalog.tables.length === 0) {
      throw new BranchProdError('usage', 'The database has no tables to propose a policy for.', {
        nextStep: `Check that the URL in ${sourceEnv} names the right database.`,
      });
    }
    const yaml = writeConfig(proposal, { sourceVariable: sourceEnv });
    // What doesn't hold is our mistake, and better known before it is committed.
    planMasking(parseConfig(yaml, { file: 'the proposal', environment: 'unknown' }), catalog);
    await write(file, yaml, force === true);
    printLines(summary(relative(directory, file), proposal));
  } finally {
    end();
  }
}

function sourceUrl(name: string, environment: NodeJS.ProcessEnv): Secret {
  if (!/^[A-Z_][A-Z0-9_]*$/.test(name)) {
    throw new BranchProdError('usage', '--source-env is no name of an environment variable.', {
      nextStep: `Give a name such as ${sourceVariable}; a URL is not given as an argument, which others can see.`,
    });
  }
  return urlVariable(name, environment, { otherwise: 'name another with --source-env NAME' });
}

async function write(file: string, text: string, force: boolean): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text, { flag: force ? 'w' : 'wx' });
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    if (code === 'EEXIST') {
      throw new BranchProdError('usage', `${file} is there already.`, {
        nextStep: 'Give --output another file, or --force to write over it.',
        cause,
      });
    }
    throw new BranchProdError('usage', `${file} can't be written (${code ?? 'unknown reason'}).`, {
      nextStep: 'Give --output a file in a folder that you may write.',
      cause,
    });
  }
}

function summary(file: string, { tables, unlistedNumbers }: PolicyProposal): string[] {
  const rules = tables.flatMap((table) => table.rules);
  const kept = rules.filter(({ rule }) => rule === 'keep').length;
  const undecided = rules.filter(({ evidence }) => evidence.startsWith('DECIDE')).length;
  const followers = tables.reduce((sum, table) => sum + table.followers.length, 0);
  const skipped = tables.filter((table) => table.skipped !== undefined);
  return [
    `${file}: ${counted(rules.length - kept, 'column')} masked, ${followers} more with the keys that they reference, ${kept} kept, ${unlistedNumbers.length} without text.`,
    ...skipped.map(
      ({ name, skipped: why }) =>
        `Not looked at: ${name} ${why}; its columns are proposed by their names.`,
    ),
    ...(undecided > 0 ? [`${counted(undecided, 'column')} to DECIDE by yourself.`] : []),
    `Read it, change what stands at CHANGE, run \`branch-prod sanitize --plan --config ${file}\`, and commit it.`,
  ];
}
