import type { RecordReference } from '../../investigation/result.ts';
import { identityOf } from '../context/same-row.ts';
import type { Counts } from '../fisher.ts';
import type { ProbedSet, ProbeRunner } from './probe-runner.ts';
import type { SequentialTest } from './sequential-test.ts';

/** What is known of sets of removed records, each probed at most once. */
export interface ProbedSets {
  /** `undefined` when there are no more probes to run. */
  probe(removed: readonly RecordReference[]): Promise<ProbedSet | undefined>;
  /**
   * Whether the failure is known to be gone. Not probed is what lies within a set that still fails, while to remove more
   * than that set helps: to remove less will not help, unless it is known to have helped. That is inferred; `probe`
   * checks it for what is found. Where it helps to remove less of a set, it may fail for want of what the right answer
   * stands on, which says nothing.
   */
  passes(removed: readonly RecordReference[]): Promise<boolean>;
  /** Whether a set was not probed because there were no more probes. */
  readonly isCut: boolean;
  /** Whether of a set that was asked for it is not known what comes of it: it was not probed, or not decided. */
  readonly isOpen: boolean;
}

export function createProbedSets(options: {
  readonly runner: ProbeRunner;
  readonly test: SequentialTest;
  readonly maxProbes: number;
  /** Of one probe. */
  readonly maxTrials: number;
}): ProbedSets {
  const { runner, test, maxProbes, maxTrials } = options;
  const known = new Map<string, ProbedSet>();
  const failing: ReadonlySet<string>[] = [];
  const passing: ReadonlySet<string>[] = [];
  let isCut = false;

  const { decide } = test;
  const isEnough = (counts: Counts) => decide(counts) !== undefined || counts.judged >= maxTrials;

  async function probe(removed: readonly RecordReference[]): Promise<ProbedSet | undefined> {
    const identities = removed.map(identityOf).toSorted();
    const name = identities.join();
    const before = known.get(name);
    if (before !== undefined) return before;
    if (known.size >= maxProbes) {
      isCut = true;
      return undefined;
    }
    const probed = await runner.run(removed, { isEnough, decide });
    known.set(name, probed);
    if (probed.decision === 'fails') failing.push(new Set(identities));
    if (probed.decision === 'passes') passing.push(new Set(identities));
    return probed;
  }

  return {
    probe,
    async passes(removed) {
      const identities = new Set(removed.map(identityOf));
      const isKnownToFail = failing.some(
        (set) =>
          isWithin(identities, set) &&
          passing.some((other) => isWithin(set, other)) &&
          !passing.some((other) => isWithin(other, set)),
      );
      if (isKnownToFail) return false;
      return (await probe(removed))?.decision === 'passes';
    },
    get isCut() {
      return isCut;
    },
    get isOpen() {
      return isCut || [...known.values()].some(({ decision }) => decision === 'undecided');
    },
  };
}

function isWithin(part: ReadonlySet<string>, whole: ReadonlySet<string>): boolean {
  return [...part].every((member) => whole.has(member));
}
