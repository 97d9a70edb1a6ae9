import type { Command } from 'commander';
import type { Result } from '../investigation/result.ts';
import { culpritsOf } from '../report/culprits.ts';
import type { CommandContext } from './command-context.ts';
import { EXIT } from './exit-code.ts';
import { type InvestigationOptions, investigateHere } from './investigate-here.ts';
import {
  atOption,
  caseOption,
  markdownOption,
  refOption,
  resultOption,
  trialsOption,
} from './replay-options.ts';
import { configOption, stateOption } from './shared-options.ts';

/** `branch-prod bisect` */
export function addBisect(program: Command, context: CommandContext): void {
  program
    .command('bisect')
    .description('find the records that make a case fail')
    .addOption(caseOption())
    .addOption(configOption())
    .addOption(refOption())
    .addOption(trialsOption())
    .addOption(atOption())
    .addOption(resultOption())
    .addOption(markdownOption())
    .addOption(stateOption(context.environment))
    .addHelpText(
      'after',
      `
Replays the cases as \`run\` does. For each that fails it looks for the culprit: a minimal set of records whose
removal turns failure into success, among those that reached the prompt. A probe is a fork of the branch without some
of them, and takes several trials: every trial is a request to the application and to its model.

Examples:
  branch-prod bisect --case .branch-prod/cases/wrong-price.yml
  branch-prod bisect --case .branch-prod/cases/wrong-price.yml --at 2026-03-01T14:05:00Z --json > result.json

Exit codes: 0 a culprit for each case that fails, 1 none for one of them, or no case fails, 2 bad usage, config or case,
3 the investigation failed.`,
    )
    .action(async (options: BisectOptions) => {
      const request = { ask: 'culprit', at: options.at } as const;
      process.exitCode = await investigateHere(options, { ...context, request, exitCodeOf });
    });
}

interface BisectOptions extends InvestigationOptions {
  readonly at?: Date | undefined;
}

function exitCodeOf(result: Result): number {
  const culprits = culpritsOf(result);
  const areFound = culprits.every(({ verdict }) => verdict === 'found');
  return culprits.length > 0 && areFound ? EXIT.verdict : EXIT.otherVerdict;
}
