import { type Command, Option } from 'commander';
import { verdictSchema } from '../investigation/result.ts';
import type { CommandContext } from './command-context.ts';
import { exitCodeOfResult } from './exit-code.ts';
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

/** `branch-prod run` */
export function addRun(program: Command, context: CommandContext): void {
  program
    .command('run')
    .description('investigate cases on a masked branch of production')
    .addOption(caseOption())
    .addOption(configOption())
    .addOption(refOption())
    .option('--base <ref>', 'the commit to compare with: the cases are replayed on both')
    .addOption(trialsOption())
    .addOption(atOption())
    .addOption(resultOption())
    .addOption(markdownOption())
    .option('--keep', 'leave the preview up after the report, until Ctrl-C or preview.ttl')
    .addOption(
      new Option('--expect <verdict>', 'exit with 1 when a case has another verdict').choices(
        verdictSchema.options,
      ),
    )
    .addOption(stateOption(context.environment))
    .addHelpText(
      'after',
      `
Examples:
  branch-prod run --case .branch-prod/cases/wrong-price.yml
  branch-prod run --ref my-fix --base main --expect fixed --json > result.json
  branch-prod run --case .branch-prod/cases/wrong-price.yml --at 2026-03-01T14:05:00Z

Exit codes: 0 a verdict, 1 another verdict than --expect, 2 bad usage, config or case, 3 the investigation failed.`,
    )
    .action(async (options) => {
      process.exitCode = await run(options, context);
    });
}

interface RunOptions extends InvestigationOptions {
  readonly base?: string | undefined;
  readonly at?: Date | undefined;
  readonly expect?: string | undefined;
}

/** Runs an investigation and shows it; returns the exit code. Without a `signal`, Ctrl-C interrupts it. */
export function run(
  options: RunOptions,
  context: CommandContext & { readonly signal?: AbortSignal },
): Promise<number> {
  const { base, at, expect } = options;
  return investigateHere(options, {
    ...context,
    request: { base, at },
    exitCodeOf: (result) => exitCodeOfResult(result, expect),
  });
}
