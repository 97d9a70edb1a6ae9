import type { Engine } from '../engines/engine.ts';
import type { Case } from '../replay/case.ts';
import { counted } from '../replay/counted.ts';
import { bisectCase } from './bisect-case.ts';
import { type ReplayTools, replayOn } from './replay-cases.ts';
import type { ReplayResult, Result } from './result.ts';
import type { Subject } from './start-subject.ts';
import type { StepClock } from './step-clock.ts';

/** A case, masked, and how it went on the commit that is asked. */
export interface ReplayedCase {
  readonly case: Case;
  readonly result: ReplayResult;
}

type FoundCulprit = NonNullable<Result['culprit']>;

const failing: ReadonlySet<ReplayResult['verdict']> = new Set([
  'reproduced',
  'not-fixed',
  'regressed',
]);

/** Whether this is a case that fails on the commit that is asked. */
export function isFailing({ result }: ReplayedCase): boolean {
  return failing.has(result.verdict);
}

/** The step culprit: of each of these cases, all of which fail. Throws as bisectCase. */
export async function findCulprits(
  replayed: readonly ReplayedCase[],
  { branch, taps, ...subject }: Pick<Subject, 'branch' | 'taps' | 'preview'>,
  options: ReplayTools & {
    readonly engine: Engine;
    /** Of a probe. */
    readonly maxTrials: number;
    readonly clock: StepClock;
  },
): Promise<FoundCulprit[]> {
  const { clock } = options;
  clock.start('culprit');
  const culprits: FoundCulprit[] = [];
  for (const { case: asked, result } of replayed) {
    culprits.push(
      await bisectCase({
        ...options,
        ...{ case: asked, result, branch, tap: taps.statements },
        replay: (limits) =>
          replayOn({ ...subject, taps }, asked, { ...options, ...limits, mustQuery: true }),
        onProbe: (probe) => clock.finding({ kind: 'probe', case: asked.name, probe }),
      }),
    );
  }
  clock.finish(summaryOf(culprits));
  return culprits;
}

/** It names neither cases nor records, so that everybody may see it. */
function summaryOf(culprits: readonly FoundCulprit[]): string {
  if (culprits.length === 0) return 'no case fails';
  const verdicts = culprits.map(({ verdict, records }) =>
    verdict === 'found' ? `found, ${counted(records.length, 'record')}` : verdict,
  );
  const probes = culprits.reduce((sum, culprit) => sum + culprit.probes, 0);
  return `${verdicts.join('; ')}; ${counted(probes, 'probe')}`;
}
