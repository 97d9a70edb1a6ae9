import type { RetrievedRecord, Trial } from '../../investigation/result.ts';
import { only } from './only.ts';
import { publicContext } from './public-context.ts';
import { publicIdentifier } from './public-identifier.ts';
import { publicRecord } from './public-record.ts';

/** A trial without what the application, its model and the data say. */
export function publicTrial(trial: Trial): Trial {
  const { retrieved, model, context, failed, error } = trial;
  const shownContext = context === undefined ? undefined : publicContext(context);
  return {
    ...only(trial, 'ok', 'durationMs', 'rowLimit'),
    answer: '',
    retrieved: retrieved.map(publicRetrieved),
    model: publicModel(model),
    ...(shownContext !== undefined && { context: shownContext }),
    failed: failed.map((assertion) => /^[a-z-]{1,40}(?=: |$)/.exec(assertion)?.[0] ?? 'assertion'),
    ...(error !== undefined && { error: 'no answer that can be judged (replay-failed)' }),
  };
}

function publicRetrieved(record: RetrievedRecord): RetrievedRecord {
  return { ...publicRecord(record), ...only(record, 'rank', 'distance', 'reached', 'cut') };
}

function publicModel(model: Trial['model']): Trial['model'] {
  const { name, finishReason } = model;
  return {
    ...only(model, 'promptTokens', 'window'),
    ...(name !== undefined && { name: publicIdentifier(name) }),
    ...(finishReason !== undefined && { finishReason: publicIdentifier(finishReason) }),
  };
}
