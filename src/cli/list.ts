import type { Command } from 'commander';
import { formatBytes } from '../report/quantities.ts';
import type { CommandContext } from './command-context.ts';
import { engineAt } from './engine-at.ts';
import { stateOption } from './shared-options.ts';

/** `branch-prod list` */
export function addList(program: Command, { environment }: CommandContext): void {
  program
    .command('list')
    .description('show snapshots and branches; remove what is expired or ownerless')
    .option('--json', 'as JSON')
    .addOption(stateOption(environment))
    .addHelpText(
      'after',
      `
SIZE is what an item takes of the disk; of a branch, only what it doesn't share with what it was copied from.

Example:
  branch-prod list --json`,
    )
    .action(list);
}

interface ListOptions {
  readonly json?: boolean | undefined;
  readonly state: string;
}

/** Shows what exists in the state folder, after removing what is expired or ownerless. */
async function list({ json, state }: ListOptions): Promise<void> {
  const items = await engineAt(state).list();
  if (json) {
    process.stdout.write(`${JSON.stringify(items, undefined, 2)}\n`);
    return;
  }
  if (items.length === 0) {
    process.stdout.write('There are no snapshots and no branches.\n');
    return;
  }
  const rows = items.map((item) => [
    item.id,
    item.kind,
    item.status,
    formatBytes(item.bytes),
    item.expiresAt.toISOString(),
    item.parent ?? '',
  ]);
  const table = [['ID', 'KIND', 'STATUS', 'SIZE', 'EXPIRES', 'PARENT'], ...rows];
  const widths = (table[0] as string[]).map((_, column) =>
    Math.max(...table.map((row) => (row[column] ?? '').length)),
  );
  for (const row of table) {
    const line = row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
    process.stdout.write(`${line.trimEnd()}\n`);
  }
}
