import {
  type Causes,
  type Result,
  resultSchema,
  type Trial,
} from '../../src/investigation/result.ts';
import { exampleResult, exampleWithTaps } from './example-result.ts';

type FoundCulprit = NonNullable<Result['culprit']>;

const message = (id: number) => ({ table: 'messages', key: { id } });

/** What the mail assistant answers without message 1234. */
export const exampleTrialWithout: Trial = {
  ok: true,
  answer: 'The list is at lists.example.org.\nSource: message 987',
  durationMs: 398,
  retrieved: [
    { ...message(42), rank: 2, distance: 0.31, reached: true },
    { ...message(987), rank: 1, distance: 0.25, reached: true },
  ],
  model: { name: 'gpt-4.1-mini-2025-04-14', promptTokens: 1790, finishReason: 'stop' },
  failed: [],
};

export const exampleCulprit: FoundCulprit = {
  ...{ case: 'where-is-the-list', verdict: 'found', records: [message(1234)] },
  ...{ necessary: true, sufficient: true, minimal: true, together: false },
  ...{ alternatives: [], movedIn: [message(42)] },
  ...{ trialWithout: exampleTrialWithout },
  ...{ candidates: 6, with: { failures: 5, judged: 5 }, without: { failures: 0, judged: 4 } },
  ...{ confidence: 0.95, probes: 7, trials: 31, durationMs: 12_300 },
  sentence:
    'Without it the failure is gone: 0 of 4 trials failed, 5 of 5 trials failed with it. It alone is enough: without all other candidates the case fails as before. 1 record moved in and did no harm.',
};

export const exampleCauses: Causes = {
  case: 'where-is-the-list',
  rows: [
    levelOf('model', 'gpt-4.1-mini-2025-04-14', 5, 5, [0.5655, 1]),
    { ...levelOf('model', 'gpt-4.1', 0, 9, [0, 0.2991]), pValue: 0.0005, decides: true },
    levelOf('retrieval', 'the indexes', 5, 5, [0.5655, 1]),
    { ...levelOf('retrieval', 'exact search', 0, 0, [0, 1]), pValue: 1 },
  ],
  sentences: [
    'The model version decides it: 5/5 with gpt-4.1-mini-2025-04-14, 0/9 with gpt-4.1.',
    'With exact search there was no answer to judge.',
  ],
  notVaried: ['The prompt was not changed: no base was named.'],
};

/** The example investigation, asked for the causes as well. */
export const exampleExplained: Result = resultSchema.parse({
  ...exampleWithTaps,
  culprit: exampleCulprit,
  causes: exampleCauses,
  timeline: [
    ...exampleResult.timeline.slice(0, -1),
    { step: 'culprit', startMs: 9370, durationMs: 12_300 },
    { step: 'causes', startMs: 21_670, durationMs: 8_000 },
    { step: 'report', startMs: 29_670, durationMs: 10 },
  ],
});

function levelOf(
  variable: Causes['rows'][number]['variable'],
  level: string,
  failures: number,
  judged: number,
  interval: [number, number],
): Causes['rows'][number] {
  const rate = judged === 0 ? 0 : failures / judged;
  return { variable, level, failures, judged, rate, interval, decides: false };
}
