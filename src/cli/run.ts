import type { WriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { chooseEngine } from '../engines/choose-engine.ts';
import { BranchProdError } from '../errors.ts';
import { type HeldPreview, holdPreview } from '../investigation/hold-preview.ts';
import { investigate } from '../investigation/investigate.ts';
import { endOrphanedPreview } from '../preview/end-orphaned-preview.ts';
import { programVersion } from '../program-version.ts';
import { jsonReporter } from '../report/json.ts';
import { markdownReporter } from '../report/markdown.ts';
import { renderPreviewEnd } from '../report/preview-end.ts';
import type { Reporter } from '../report/reporter.ts';
import { terminalReporter } from '../report/terminal.ts';
import { EXIT } from './exit-code.ts';
import { onInterruption } from './interruption.ts';
import { loadCases } from './load-cases.ts';
import { loadConfigOption } from './load-config-option.ts';
import { repositoryRoot } from './repository-root.ts';
import { showInvestigation } from './show-investigation.ts';

export interface RunOptions {
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

export interface RunContext {
  /** Somewhere in the repository; what the options name is relative to it. */
  readonly directory: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal;
}

/** `branch-prod run`; returns the exit code. */
export async function run(options: RunOptions, context: RunContext): Promise<number> {
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
