import { createWriteStream } from 'node:fs';
import { glob } from 'node:fs/promises';
import { resolve } from 'node:path';
import { loadConfig } from '../config/load.ts';
import { chooseEngine } from '../engines/choose-engine.ts';
import { BranchProdError } from '../errors.ts';
import { investigate } from '../investigation/investigate.ts';
import { endOrphanedPreview } from '../preview/end-orphaned-preview.ts';
import { programVersion } from '../program-version.ts';
import type { Case } from '../replay/case.ts';
import { loadCase } from '../replay/load-case.ts';
import { jsonReporter } from '../report/json.ts';
import { markdownReporter } from '../report/markdown.ts';
import type { Reporter } from '../report/reporter.ts';
import { terminalReporter } from '../report/terminal.ts';
import { EXIT } from './exit-code.ts';
import { onInterruption, untilInterrupted } from './interruption.ts';
import { showInvestigation } from './show-investigation.ts';

export interface RunOptions {
  readonly case: readonly string[];
  readonly config?: string | undefined;
  readonly ref?: string | undefined;
  readonly trials?: number | undefined;
  readonly json?: boolean | undefined;
  readonly markdown?: string | undefined;
  readonly keep?: boolean | undefined;
  readonly expect?: string | undefined;
  readonly state: string;
}

export interface RunContext {
  /** The repository, a directory. */
  readonly directory: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal;
}

/** `branch-prod run`; returns the exit code. */
export async function run(options: RunOptions, context: RunContext): Promise<number> {
  const { directory, environment } = context;
  const signal = context.signal ?? onInterruption();
  const events = investigate(
    { repository: directory, ref: options.ref, trials: options.trials },
    {
      loadConfig: () =>
        loadConfig({
          repository: directory,
          file: options.config && resolve(directory, options.config),
          environment,
        }),
      loadCases: ({ config }) => loadCases(options.case, config.replay.cases, directory),
      chooseEngine: (name) =>
        chooseEngine(name, { state: options.state, endPreview: endOrphanedPreview }),
      fetch,
      programVersion: programVersion(),
    },
    signal,
  );
  const reporters: Reporter[] = [terminalReporter(process.stderr, { environment })];
  if (options.json) reporters.push(jsonReporter(process.stdout));
  if (options.markdown !== undefined) {
    const file = createWriteStream(resolve(directory, options.markdown));
    reporters.push(markdownReporter(file, { publicRepository: false }));
  }
  const exitCode = await showInvestigation(events, {
    reporters,
    expected: options.expect,
    hold: options.keep
      ? async ({ preview }) => {
          process.stderr.write('The preview stays up. Press Ctrl-C to end it and clean up.\n');
          await untilInterrupted(signal, new Date(preview.expiresAt));
        }
      : undefined,
  });
  const shown = exitCode === EXIT.verdict || exitCode === EXIT.otherVerdict;
  if (shown && !options.keep) process.stderr.write('Branch and preview ended with this run.\n');
  return exitCode;
}

async function loadCases(
  named: readonly string[],
  patterns: readonly string[],
  directory: string,
): Promise<Case[]> {
  const files = new Set(named.map((file) => resolve(directory, file)));
  if (named.length === 0) {
    for await (const file of glob([...patterns], { cwd: directory })) {
      if (/\.ya?ml$/.test(file)) files.add(resolve(directory, file));
    }
  }
  if (files.size === 0) {
    throw new BranchProdError('case-invalid', 'There is no case to replay.', {
      nextStep: 'Name a case file with --case FILE, or list some in replay.cases.',
    });
  }
  return Promise.all([...files].toSorted().map(loadCase));
}
