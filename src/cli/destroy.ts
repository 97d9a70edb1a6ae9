import type { Command } from 'commander';
import { BranchProdError } from '../errors.ts';
import type { CommandContext } from './command-context.ts';
import { engineAt } from './engine-at.ts';
import { stateOption } from './shared-options.ts';

/** `branch-prod destroy` */
export function addDestroy(program: Command, { environment }: CommandContext): void {
  program
    .command('destroy')
    .description('remove snapshots and branches')
    .argument('[id...]', 'as `branch-prod list` shows them')
    .option('--all', 'everything that exists')
    .addOption(stateOption(environment))
    .addHelpText(
      'after',
      '\nExamples:\n  branch-prod destroy br-1a2b3c\n  branch-prod destroy --all',
    )
    .action(destroy);
}

interface DestroyOptions {
  readonly all?: boolean | undefined;
  readonly state: string;
}

/** Removes snapshots and branches; branches first, so that their parents can go too. */
async function destroy(ids: readonly string[], { all, state }: DestroyOptions): Promise<void> {
  if (ids.length === 0 && !all) {
    throw new BranchProdError('usage', 'Nothing is named to be destroyed.', {
      nextStep: 'Give ids from `branch-prod list`, or --all.',
    });
  }
  const engine = engineAt(state);
  const items = await engine.list();
  const kinds = new Map(items.map(({ id, kind }) => [id, kind]));
  const chosen = all ? [...kinds.keys()] : ids;
  const ordered = chosen.toSorted(
    (a, b) => Number(kinds.get(a) === 'snapshot') - Number(kinds.get(b) === 'snapshot'),
  );
  for (const id of ordered) {
    await engine.destroy(id);
    process.stdout.write(`${id} is gone.\n`);
  }
  if (ordered.length === 0) process.stdout.write('There was nothing to destroy.\n');
}
