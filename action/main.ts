import { runAction } from '../src/github/action/run-action.ts';
import { githubRunner } from './github-runner.ts';

// A job that is cancelled gets SIGINT, 7.5 s later SIGTERM, and is killed after another 2.5 s.
const interruption = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => interruption.abort());

await runAction(githubRunner(), interruption.signal);
// A connection that is kept open must not keep the job.
process.exit();
