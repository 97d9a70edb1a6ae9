import type { Command } from 'commander';
import type { Client } from 'pg';
import { invalidConfig } from '../config/problem.ts';
import { BranchProdError } from '../errors.ts';
import { plainJson } from '../report/plain-text.ts';
import { counted } from '../report/quantities.ts';
import { readCatalog } from '../sanitize/catalog.ts';
import {
  describePlan,
  type PlanDescription,
  type TableDescription,
} from '../sanitize/describe-plan.ts';
import { findWhatActs } from '../sanitize/find-what-acts.ts';
import { lookAtSource } from '../sanitize/look-at-source.ts';
import type { CommandContext } from './command-context.ts';
import { onInterruption } from './interruption.ts';
import { loadConfigOption } from './load-config-option.ts';
import { printLines } from './print-lines.ts';
import { repositoryRoot } from './repository-root.ts';
import { configOption } from './shared-options.ts';
import { slowProgress } from './slow-progress.ts';
import { unlistedLines } from './unlisted-lines.ts';

/** `branch-prod sanitize` */
export function addSanitize(program: Command, context: CommandContext): void {
  program
    .command('sanitize')
    .description('show what will become of every column')
    .option('--plan', 'look at the source, and touch nothing')
    .addOption(configOption())
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      `
Snapshots are sanitized while \`branch-prod run\` makes them. The plan is made in a read-only transaction of the source.

Examples:
  branch-prod sanitize --plan --config .github/branch-prod.yml
  branch-prod sanitize --plan --json

Exit codes: 0 shown, 2 the policy doesn't fit the source, 3 the source can't be read.`,
    )
    .action((options) => sanitize(options, context));
}

interface SanitizeOptions {
  readonly plan?: boolean | undefined;
  readonly config?: string | undefined;
  readonly json?: boolean | undefined;
}

/** Shows what would become of every column of the source, and changes nothing. */
async function sanitize(options: SanitizeOptions, context: CommandContext): Promise<void> {
  if (!options.plan) {
    throw new BranchProdError(
      'usage',
      'A snapshot is sanitized while `branch-prod run` makes it.',
      {
        nextStep: 'Add --plan to see what will happen, without touching anything.',
      },
    );
  }
  const repository = await repositoryRoot(context.directory);
  // Whoever reviews a policy needs no key: it decides on pseudonyms, and the plan has none.
  const needs = [['source', 'postgres']];
  const loaded = await loadConfigOption(options.config, { ...context, repository, needs });
  const { progress, end } = slowProgress();
  try {
    progress("reading the source's catalog");
    const look = async (client: Client) => ({
      catalog: await readCatalog(client),
      acting: await findWhatActs(client),
    });
    const seen = await lookAtSource(loaded.config.source.postgres, look, onInterruption());
    const { description, problems } = describePlan(loaded, seen);
    if (problems.length > 0) throw invalidConfig(loaded, problems);
    if (options.json) {
      process.stdout.write(`${plainJson(JSON.stringify(description, undefined, 2))}\n`);
    } else printLines(render(description));
  } finally {
    end();
  }
}

function render({ tables, neutralised, unlistedNumbers }: PlanDescription): string[] {
  const touched = tables.filter(({ rows, columns }) => rows !== undefined || columns.length > 0);
  if (tables.length === 0) return ['The database has no tables.'];
  const acting = neutralised.map(
    ({ what, count }) => `${what}: ${count ?? 'not known to this role'}`,
  );
  return [
    ...touched.flatMap((table) => [...renderTable(table), '']),
    ...(acting.length === 0 ? [] : [`Neutralised: ${acting.join(', ')}`, '']),
    ...unlistedLines(unlistedNumbers),
  ];
}

function renderTable({ name, estimatedRows, rows, columns }: TableDescription): string[] {
  const size =
    estimatedRows === undefined ? 'never counted' : `about ${counted(estimatedRows, 'row')}`;
  const emptied = rows === undefined ? '' : `, ${rows}`;
  const widths = (['name', 'type', 'mask'] as const).map((key) =>
    Math.max(...columns.map((column) => column[key].length)),
  );
  return [
    `${name} (${size})${emptied}`,
    ...columns.map((column) => {
      const cells = [column.name, column.type, column.mask].map((cell, index) =>
        cell.padEnd(widths[index] ?? 0),
      );
      const { because, options, note } = column;
      const reasons = [because, options, note].filter((text) => text !== undefined);
      return `  ${cells.join('  ')}  ${reasons.join('; ')}`;
    }),
  ];
}
