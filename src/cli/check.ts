import type { Command } from 'commander';
import { configJsonSchema } from '../config/json-schema.ts';
import { Secret } from '../config/secret.ts';
import { isPostgresUrl } from '../config/source-schema.ts';
import { BranchProdError } from '../errors.ts';
import { counted } from '../report/quantities.ts';
import { readCatalog } from '../sanitize/catalog.ts';
import { lookAtSource } from '../sanitize/look-at-source.ts';
import { planMasking } from '../sanitize/plan.ts';
import type { CommandContext } from './command-context.ts';
import { onInterruption } from './interruption.ts';
import { loadConfigOption } from './load-config-option.ts';
import { printLines } from './print-lines.ts';
import { repositoryRoot } from './repository-root.ts';
import { configOption } from './shared-options.ts';
import { slowProgress } from './slow-progress.ts';
import { unlistedLines } from './unlisted-lines.ts';
import { urlVariable } from './url-variable.ts';

/** `branch-prod check` */
export function addCheck(program: Command, context: CommandContext): void {
  program
    .command('check')
    .description('validate the config, and against a database that every column is decided on')
    .addOption(configOption())
    .option(
      '--against [database]',
      'a URL, or the name of an environment variable that holds one (default: the source); only its schema is read',
    )
    .option('--json-schema', "print the config's JSON Schema, for editors")
    .addHelpText(
      'after',
      `
With --against NAME or URL nothing else of the environment is needed: it is made for CI, after the migrations of a pull
request ran on an empty database. Give a URL that holds a password by the name of a variable: arguments can be seen by
everybody on the machine.

Examples:
  branch-prod check --config .github/branch-prod.yml
  branch-prod check --config .github/branch-prod.yml --against DATABASE_URL

Exit codes: 0 valid, 2 problems, each with its line, 3 the database can't be read.`,
    )
    .action((options) => check(options, context));
}

interface CheckOptions {
  readonly config?: string | undefined;
  readonly jsonSchema?: boolean | undefined;
  /** A URL, the name of an environment variable that holds one, or `true` for the config's source. */
  readonly against?: string | true | undefined;
}

/** Says that the config is valid, or throws what is wrong with it. */
async function check(options: CheckOptions, context: CommandContext): Promise<void> {
  if (options.jsonSchema) {
    process.stdout.write(`${JSON.stringify(configJsonSchema(), undefined, 2)}\n`);
    return;
  }
  const repository = await repositoryRoot(context.directory);
  const { against } = options;
  const url = typeof against === 'string' ? urlOf(against, context.environment) : undefined;
  // Where migrations are tested, production's credentials and the key of the masks are not known, and not needed.
  const environment = url === undefined ? context.environment : 'unknown';
  const loaded = await loadConfigOption(options.config, { ...context, environment, repository });
  const { file, config } = loaded;
  const { columns, keep } = config.sanitize;
  const rules = `${counted(columns.length, 'masked column')}, ${counted(keep.length, 'rule')} to keep`;
  if (against === undefined) {
    process.stdout.write(
      `${file} is valid: ${rules}. ` +
        'Whether every column is listed is checked against the database with --against, and when a snapshot is made.\n',
    );
    return;
  }
  const { progress, end } = slowProgress();
  try {
    progress('reading the catalog');
    const source = url ?? config.source.postgres;
    const catalog = await lookAtSource(source, readCatalog, onInterruption());
    const { unlistedNumbers } = planMasking(loaded, catalog);
    const all = catalog.tables.reduce((sum, { columns: { length } }) => sum + length, 0);
    const lines = [
      `${file} is valid, and fits the database: ${rules}; ${counted(all, 'column')} of ${counted(catalog.tables.length, 'table')}.`,
      ...unlistedLines(unlistedNumbers),
    ];
    printLines(lines);
  } finally {
    end();
  }
}

/** A URL may hold a password, which everybody on the machine sees in the arguments of a program. */
function urlOf(text: string, environment: NodeJS.ProcessEnv): Secret {
  if (isPostgresUrl(text)) return new Secret(text);
  if (/^[A-Za-z_]\w*$/.test(text)) {
    return urlVariable(text, environment, { otherwise: 'give --against such a URL' });
  }
  throw new BranchProdError('usage', '--against is no URL of PostgreSQL and no name.', {
    nextStep: 'Give postgres://…, or the name of an environment variable that holds it.',
  });
}
