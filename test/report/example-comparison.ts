import { type ReplayResult, type Result, resultSchema } from '../../src/investigation/result.ts';
import { exampleReplay, exampleResult } from './example-result.ts';

const [failed] = exampleReplay.trials as [ReplayResult['trials'][number]];
const held = { ...failed, ok: true, failed: [], answer: 'The list is at lists.example.org.' };

const holds: ReplayResult = {
  ...exampleReplay,
  trials: [held, held, held, held, held],
  failures: 0,
  rate: 0,
  interval: [0, 0.4345],
  verdict: 'not-reproduced',
};

/** A commit compared with its base: one case is fixed by it, another is broken. */
export const exampleComparison: Result = resultSchema.parse({
  ...exampleResult,
  base: {
    commit: '1f0c2d3e4b5a69788796a5b4c3d2e1f00f1e2d3c',
    replays: [exampleReplay, { ...holds, case: 'refund-window' }],
  },
  replays: [
    { ...holds, verdict: 'fixed' },
    {
      ...exampleReplay,
      case: 'refund-window',
      trials: [failed, failed, failed, held, held],
      failures: 3,
      rate: 0.6,
      interval: [0.2307, 0.8824],
      verdict: 'regressed',
    },
  ],
});
