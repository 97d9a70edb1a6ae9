import type { WriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { instantSchema } from '../config/instant.ts';
import { mostTrials } from '../config/replay-schema.ts';
import { chooseEngine } from '../engines/choose-engine.ts';
import { BranchProdError } from '../errors.ts';
import { type HeldPreview, holdPreview } from '../investigation/hold-preview.ts';
import { investigate } from '../investigation/investigate.ts';
import { verdictSchema } from '../investigation/result.ts';
import { endOrphanedPreview } from '../preview/end-orphaned-preview.ts';
import { programVersion } from '../program-version.ts';
import { jsonReporter } from '../report/json.ts';
import { markdownReporter } from '../report/markdown.ts';
import { renderPreviewEnd } from '../report/preview-end.ts';
import type { Reporter } from '../report/reporter.ts';
import { terminalReporter } from '../report/terminal.ts';
import type { CommandContext } from './command-context.ts';
import { EXIT } from './exit-code.ts';
import { onInterruption } from './interruption.ts';
import { loadCases } from './load-cases.ts';
import { loadConfigOption } from './load-config-option.ts';
import { repositoryRoot } from './repository-root.ts';
import { configOption, stateOption } from './shared-options.ts';
import { showInvestigation } from './show-investigation.ts';

/** `branch-prod run` */
export function addRun(program: Command, context: CommandContext): void {
  program
    .command('run')
    .description('investigate cases on a masked branch of production')
    .addOption(
      new Option('--case <file>', 'a case; can be repeated (default: all of replay.cases)')
        .default([])
        .argParser((file, files: string[]) => [...files, file]),
    )
    .addOption(configOption())
    .option('--ref <ref>', 'the commit to preview (default: preview.ref)')
    .option('--base <ref>', 'the commit to compare with: the cases are replayed on both')
    .option('--trials <number>', 'how often each case is replayed', trials)
    .option('--at <time>', 'branch production as it was then (needs source.archive)', instant)
    .option('--json', 'print the result document on standard output')
    .option('--markdown <file>', 'write the report as Markdown')
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

function trials(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > mostTrials) {
    throw new InvalidArgumentError(`It must be a whole number from 1 to ${mostTrials}.`);
  }
  return number;
}

function instant(text: string): Date {
  const { data, error } = instantSchema.safeParse(text);
  if (data === undefined) throw new InvalidArgumentError(`It ${error?.issues[0]?.message}.`);
  return data;
}

interface RunOptions {
  readonly case: readonly string[];
  readonly config?: string | undefined;
  readonly ref?: string | undefined;
  readonly base?: string | undefined;
  readonly trials?: number | undefined;
  readonly at?: Date | undefined;
  readonly json?: boolean | undefined;
  readonly markdown?: string | undefined;
  readonly keep?: boolean | undefined;
  readonly expect?: string | undefined;
  readonly state: string;
}

/** Runs an investigation and shows it; returns the exit code. Without a `signal`, Ctrl-C interrupts it. */
export async function run(
  options: RunOptions,
  context: CommandContext & { readonly signal?: AbortSignal },
): Promise<number> {
  const { directory, environment } = context;
  const signal = context.signal ?? onInterruption();
  const repository = await repositoryRoot(directory);
  const markdown = options.markdown && (await openForWriting(resolve(directory, options.markdown)));
  const events = investigate(
    {
      repository,
      ref: options.ref,
      base: options.base,
      trials: options.trials,
      at: options.at,
    },
    {
      loadConfig: () => loadConfigOption(options.config, { directory, repository, environment }),
      loadCases: ({ config }) =>
        loadCases(options.case, config.replay.cases, { directory, repository }),
      chooseEngine: (choice) =>
        chooseEngine(choice, { state: options.state, endPreview: endOrphanedPreview }),
      fetch,
      programVersion: programVersion(),
      hold: options.keep ? hold : undefined,
    },
    signal,
  );
  const reporters: Reporter[] = [terminalReporter(process.stderr, { environment })];
  if (options.json) reporters.push(jsonReporter(process.stdout));
  if (markdown) {
    const audience = { publicRepository: false, previewUp: options.keep === true };
    reporters.push(markdownReporter(markdown, audience));
  }
  const exitCode = await showInvestigation(events, {
    reporters,
    expected: options.expect,
    held: options.keep,
  });
  if (markdown) markdown.end();
  const shown = exitCode === EXIT.verdict || exitCode === EXIT.otherVerdict;
  if (shown && !options.keep) process.stderr.write('Branch and preview ended with this run.\n');
  return exitCode;
}

async function hold(held: HeldPreview): Promise<void> {
  process.stderr.write('The preview stays up. Press Ctrl-C to end it and clean up.\n');
  const reason = renderPreviewEnd(await holdPreview(held));
  if (reason !== undefined) process.stderr.write(`${reason}\n`);
}

/** Before the investigation, so that nobody waits for a report that can't be written. */
async function openForWriting(file: string): Promise<WriteStream> {
  try {
    return (await open(file, 'w')).createWriteStream();
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? ` (${cause.code})` : '';
    throw new BranchProdError('usage', `${file} can't be written${reason}.`, {
      nextStep: 'Give --markdown a file in a folder that exists and that you may write.',
      cause,
    });
  }
}
