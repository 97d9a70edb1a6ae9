import type { Command } from 'commander';
import type { CommandContext } from './command-context.ts';
import { EXIT } from './exit-code.ts';
import { type InvestigationOptions, investigateHere } from './investigate-here.ts';
import {
  caseOption,
  markdownOption,
  parseInstant,
  refOption,
  repeatedOption,
  resultOption,
  trialsOption,
} from './replay-options.ts';
import { configOption, stateOption } from './shared-options.ts';

/** `branch-prod explain` */
export function addExplain(program: Command, context: CommandContext): void {
  program
    .command('explain')
    .description('replay a failing case with one thing changed at a time')
    .addOption(caseOption())
    .addOption(configOption())
    .addOption(refOption())
    .addOption(trialsOption())
    .addOption(
      repeatedOption(
        '--model <name>',
        'a model to replay with, besides the aliases of ai.models; can be repeated',
        'none',
      ),
    )
    .addOption(
      repeatedOption(
        '--base <ref>',
        'a commit whose prompts (ai.prompts) are tried; can be repeated',
        'none',
      ),
    )
    .addOption(
      repeatedOption(
        '--at <time>',
        "branch production as it was then, and try today's data too; given again, another time whose data are tried (needs source.archive)",
        'now',
        parseInstant,
      ),
    )
    .addOption(resultOption())
    .addOption(markdownOption())
    .addOption(stateOption(context.environment))
    .addHelpText(
      'after',
      `
Replays the cases as \`run\` does, finds the culprit as \`bisect\` does, and then replays the first case that fails (if
none does, the first one) with one thing changed at a time: the prompt, the model, the data, how rows are retrieved, the
model's settings. A table says how often it failed with each, and sentences say what decides it. Each row of it takes as
many trials as a case, or more.

Examples:
  branch-prod explain --case .branch-prod/cases/wrong-price.yml
  branch-prod explain --model gpt-4.1-2025-04-14 --model gpt-4.1-nano-2025-04-14
  branch-prod explain --ref my-fix --base main --at 2026-03-01T14:05:00Z --json > result.json

Exit codes: 0 a table, 2 bad usage, config or case, 3 the investigation failed.`,
    )
    .action(async (options: ExplainOptions) => {
      process.exitCode = await explain(options, context);
    });
}

interface ExplainOptions extends InvestigationOptions {
  readonly model: readonly string[];
  readonly base: readonly string[];
  readonly at: readonly Date[];
}

function explain(options: ExplainOptions, context: CommandContext): Promise<number> {
  const { model: models, base: prompts } = options;
  const [at, ...instants] = options.at;
  return investigateHere(options, {
    ...context,
    request: { ask: 'causes', at, alternatives: { models, instants, prompts } },
    exitCodeOf: () => EXIT.verdict,
  });
}
