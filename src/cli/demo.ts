import { openDemo } from '../demo/open-demo.ts';
import { EXIT } from './exit-code.ts';
import { onInterruption } from './interruption.ts';
import { run } from './run.ts';

/** `branch-prod demo`: investigates a wrong answer in real mail; returns the exit code. */
export async function demo(
  options: { once?: boolean; json?: boolean },
  environment: NodeJS.ProcessEnv,
): Promise<number> {
  const signal = onInterruption();
  const opened = await openDemo(environment, (line) => process.stderr.write(`${line}\n`));
  try {
    if (signal.aborted) return EXIT.failed;
    return await run(
      { case: [opened.case], json: options.json, keep: !options.once, state: opened.state },
      { directory: opened.repository, environment: opened.environment, signal },
    );
  } finally {
    await opened.close();
  }
}
