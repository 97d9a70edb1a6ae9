import type { Case } from '../replay/case.ts';
import type { ReplaySettings } from '../replay/replay.ts';
import { replayCase } from '../replay/replay.ts';
import type { ReplayResult } from './result.ts';
import type { Subject } from './start-subject.ts';
import type { StepClock } from './step-clock.ts';

/** Replays masked cases against one subject, one after another, and says each trial. Throws as replayCase. */
export async function replayCases(
  cases: readonly Case[],
  { role, preview }: Pick<Subject, 'role' | 'preview'>,
  options: {
    settings: ReplaySettings;
    trials: number;
    fetch: typeof globalThis.fetch;
    signal: AbortSignal;
    clock: StepClock;
  },
): Promise<ReplayResult[]> {
  const { settings, trials, fetch, signal, clock } = options;
  const on = role === 'base' ? { on: role } : {};
  const replays: ReplayResult[] = [];
  for (const replayed of cases) {
    replays.push(
      await replayCase({
        case: replayed,
        settings,
        applicationUrl: preview.applicationUrl,
        trials,
        fetch,
        signal,
        onTrial: (trial, number) =>
          clock.finding({ kind: 'trial', case: replayed.name, ...on, number, of: trials, trial }),
      }),
    );
  }
  return replays;
}
