import type { Case } from '../replay/case.ts';
import { isEnoughAsBase, isEnoughBeside } from '../replay/compare.ts';
import { type ReplayOptions, type ReplaySettings, replayCase } from '../replay/replay.ts';
import type { ModelKnowledge } from '../replay/trial.ts';
import type { ReplayResult } from './result.ts';
import type { Subject } from './start-subject.ts';
import type { StepClock } from './step-clock.ts';

/** What all replays of an investigation have in common. */
export interface ReplayTools {
  readonly settings: ReplaySettings;
  readonly models: ModelKnowledge;
  readonly fetch: typeof globalThis.fetch;
  readonly signal: AbortSignal;
}

/** Replays a masked case on a subject, through its taps. Throws as replayCase. */
export function replayOn(
  { preview, taps }: Pick<Subject, 'preview' | 'taps'>,
  replayed: Case,
  options: ReplayTools &
    Pick<ReplayOptions, 'trials' | 'maxTrials' | 'isEnough' | 'mustQuery'> &
    Partial<Pick<ReplayOptions, 'onTrial'>>,
): Promise<ReplayResult> {
  return replayCase({
    onTrial: () => {},
    ...options,
    case: replayed,
    applicationUrl: preview.applicationUrl,
    taps,
  });
}

/**
 * Replays masked cases against one subject, one after another, and says each trial. Throws as replayCase.
 *
 * @param options.compared what the trials have to be enough for besides: to be compared with (`base`), or to be
 *   compared with the replays of the base
 */
export async function replayCases(
  cases: readonly Case[],
  subject: Pick<Subject, 'role' | 'preview' | 'taps'>,
  options: ReplayTools & {
    trials: number;
    maxTrials: number;
    compared?: 'base' | readonly ReplayResult[] | undefined;
    clock: StepClock;
  },
): Promise<ReplayResult[]> {
  const { maxTrials, compared, clock } = options;
  const on = subject.role === 'base' ? { on: subject.role } : {};
  const replays: ReplayResult[] = [];
  for (const [index, replayed] of cases.entries()) {
    const base = compared === 'base' ? undefined : compared?.[index];
    const isEnough = compared === 'base' ? isEnoughAsBase(maxTrials) : base && isEnoughBeside(base);
    replays.push(
      await replayOn(subject, replayed, {
        ...options,
        isEnough,
        onTrial: (trial, number, of) =>
          clock.finding({ kind: 'trial', case: replayed.name, ...on, number, of, trial }),
      }),
    );
  }
  return replays;
}
