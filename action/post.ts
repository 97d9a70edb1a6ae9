import { writeFinalState } from '../src/github/action/final-state.ts';
import { githubRunner } from './github-runner.ts';

await writeFinalState(githubRunner());
process.exit();
