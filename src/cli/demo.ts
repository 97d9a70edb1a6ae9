import type { Command } from 'commander';
import { BranchProdError } from '../errors.ts';
import type { CommandContext } from './command-context.ts';
import { onInterruption } from './interruption.ts';
import { run } from './run.ts';

/** `branch-prod demo` */
export function addDemo(program: Command, { environment }: CommandContext): void {
  program
    .command('demo')
    .description('run the main job on real mail, with nothing installed but npm packages')
    .option('--once', 'end after the report instead of leaving the preview up')
    .option('--json', 'print the result document on standard output')
    .addHelpText('after', '\nExample:\n  npm run demo -- --once')
    .action(async (options) => {
      process.exitCode = await demo(options, environment);
    });
}

interface DemoOptions {
  readonly once?: boolean | undefined;
  readonly json?: boolean | undefined;
}

/** Investigates a wrong answer in real mail; returns the exit code. */
async function demo(options: DemoOptions, environment: NodeJS.ProcessEnv): Promise<number> {
  const { openDemo } = await loadDemo();
  const signal = onInterruption();
  const say = (line: string) => process.stderr.write(`${line}\n`);
  const opened = await openDemo(environment, { say, signal });
  try {
    return await run(
      { case: [opened.case], json: options.json, keep: !options.once, state: opened.state },
      { directory: opened.repository, environment: opened.environment, signal },
    );
  } finally {
    await opened.close();
  }
}

/** Loaded when asked for, because it needs packages that only a checkout has. */
async function loadDemo() {
  try {
    return await import('../demo/open-demo.ts');
  } catch (cause) {
    throw new BranchProdError('not-found', 'The demo is not in the published package.', {
      nextStep: 'Clone the repository of branch-prod, then run `npm ci && npm run demo`.',
      cause,
    });
  }
}
