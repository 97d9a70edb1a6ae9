import type { WriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { chooseEngine } from '../engines/choose-engine.ts';
import { BranchProdError } from '../errors.ts';
import { type HeldPreview, holdPreview } from '../investigation/hold-preview.ts';
import { type InvestigationRequest, investigate } from '../investigation/investigate.ts';
import type { Result } from '../investigation/result.ts';
import { endOrphanedPreview } from '../preview/end-orphaned-preview.ts';
import { programVersion } from '../program-version.ts';
import { jsonReporter } from '../report/json.ts';
import { markdownReporter } from '../report/markdown.ts';
import { renderPreviewEnd } from '../report/preview-end.ts';
import type { Reporter } from '../report/reporter.ts';
import { terminalReporter } from '../report/terminal.ts';
import type { CommandContext } from './command-context.ts';
import { onInterruption } from './interruption.ts';
import { describeKeptPreview } from './kept-preview.ts';
import { loadCases } from './load-cases.ts';
import { loadConfigOption } from './load-config-option.ts';
import { repositoryRoot } from './repository-root.ts';
import { showInvestigation } from './show-investigation.ts';

/** The options of all commands that investigate. Files are relative to the command's directory. */
export interface InvestigationOptions {
  /** Case files; without any, all of the config's `replay.cases`. */
  readonly case: readonly string[];
  readonly config?: string | undefined;
  readonly ref?: string | undefined;
  readonly trials?: number | undefined;
  /** Prints the result document on standard output. */
  readonly json?: boolean | undefined;
  /** The file that the report is written to. */
  readonly markdown?: string | undefined;
  /** Leaves the preview up after the report. */
  readonly keep?: boolean | undefined;
  /** The folder of snapshots and branches. */
  readonly state: string;
}

export interface InvestigateHereContext extends CommandContext {
  /** What is asked besides what the options say. */
  readonly request?: Omit<InvestigationRequest, 'repository' | 'ref' | 'trials'> | undefined;
  /** What the program's exit code says of a result. */
  readonly exitCodeOf: (result: Result) => number;
  /** Interrupts it; without one Ctrl-C does. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Investigates the repository in which a command was started, and shows it on the terminal; returns the exit code.
 * Throws `usage` when the report can't be written.
 */
export async function investigateHere(
  options: InvestigationOptions,
  context: InvestigateHereContext,
): Promise<number> {
  const { directory, environment, request, exitCodeOf } = context;
  const signal = context.signal ?? onInterruption();
  const repository = await repositoryRoot(directory);
  const markdown = options.markdown && (await openForWriting(resolve(directory, options.markdown)));
  const events = investigate(
    { ...request, repository, ref: options.ref, trials: options.trials },
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
  const { exitCode, isFinished } = await showInvestigation(events, {
    reporters,
    exitCodeOf,
    held: options.keep,
  });
  if (markdown) markdown.end();
  if (isFinished && !options.keep) {
    process.stderr.write('Branch and preview ended with this run.\n');
  }
  return exitCode;
}

async function hold(held: HeldPreview): Promise<void> {
  for (const line of describeKeptPreview(held.result)) process.stderr.write(`${line}\n`);
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
