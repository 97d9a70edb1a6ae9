import { notEvaluated } from '../not-evaluated.ts';
import type { Seen } from '../rule.ts';
import type { Judge } from './judge.ts';

/** The judge of the config. Throws `replay-failed` if there is none. */
export function requireJudge({ judge }: Seen, type: string): Judge {
  if (judge !== undefined) return judge;
  throw notEvaluated(
    `The assertion ${type} needs a model that judges.`,
    'Write one into the config: ai: { judge: { model: …, key: … } }.',
  );
}
