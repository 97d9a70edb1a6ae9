import type { Engine } from '../engines/engine.ts';

/** `branch-prod destroy ID…`: removes snapshots and branches; branches first, so that their parents can go too. */
export async function destroy(
  engine: Engine,
  ids: readonly string[],
  options: { all?: boolean | undefined },
): Promise<void> {
  const items = await engine.list();
  const kinds = new Map(items.map(({ id, kind }) => [id, kind]));
  const chosen = options.all ? [...kinds.keys()] : ids;
  const ordered = chosen.toSorted(
    (a, b) => Number(kinds.get(a) === 'snapshot') - Number(kinds.get(b) === 'snapshot'),
  );
  for (const id of ordered) {
    await engine.destroy(id);
    process.stdout.write(`${id} is gone.\n`);
  }
  if (ordered.length === 0) process.stdout.write('There was nothing to destroy.\n');
}
