import type { Engine } from '../engines/engine.ts';
import { formatBytes } from '../report/quantities.ts';

/** `branch-prod list`: what exists in the state folder, after removing what is expired or ownerless. */
export async function list(engine: Engine, options: { json?: boolean | undefined }): Promise<void> {
  const items = await engine.list();
  if (options.json) {
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
