import type { ReplayResult, Result, Verdict } from '../investigation/result.ts';
import { culpritOf } from './culprits.ts';

/** What the reader does after these verdicts, a sentence each, and none twice. */
export function nextSteps(result: Result): string[] {
  return [...new Set(result.replays.map((replay) => nextStepAfter(replay, result)))];
}

function nextStepAfter(replay: ReplayResult, result: Result): string {
  return stepAfterCulprit(replay, result) ?? stepsAfter[replay.verdict];
}

/** What is known of the failure says more than its verdict. */
function stepAfterCulprit(replay: ReplayResult, result: Result): string | undefined {
  // What a change breaks is for the change to mend, on whatever records it happens.
  if (replay.verdict === 'regressed') return undefined;
  const verdict = culpritOf(result, replay)?.verdict;
  if (verdict === 'found') {
    return 'Correct or remove the culprit in production, then run the case again.';
  }
  if (verdict !== 'not-the-data') return undefined;
  if (result.causes?.case !== replay.case) {
    const explain = result.investigation.thread === undefined ? 'branch-prod' : '/branch-prod';
    return `The data is not the cause: \`${explain} explain\` tells whether prompt, model or retrieval are.`;
  }
  return result.causes.rows.some(({ decides }) => decides)
    ? 'Change what decides it, as the causes say, then run the case again.'
    : undefined;
}

const stepsAfter: Readonly<Record<Verdict, string>> = {
  reproduced: 'Read the retrieved records in rank order: the answer was written from them.',
  'not-reproduced':
    'Compare the answer with the one observed: data, code or model may have changed since then.',
  fixed: 'Commit the case with the change, so that it is replayed from now on.',
  'not-fixed':
    'Compare the retrieved records with those of the base: what the answer was written from decides, not the prompt alone.',
  regressed: 'Find what this change does to the prompt or the retrieval before it is merged.',
  inconclusive: 'Run the case again with more trials.',
  error: 'Find out why the application gave no answer, then run the case again.',
};
