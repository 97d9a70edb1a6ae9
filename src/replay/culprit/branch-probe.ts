import type { DatabaseAddress } from '../../engines/database-address.ts';
import { BranchProdError } from '../../errors.ts';
import type { RecordReference, ReplayResult } from '../../investigation/result.ts';
import type { Counts } from '../fisher.ts';
import { countTrials } from '../verdict.ts';
import type { Probe } from './probe.ts';
import { reachedRecords } from './reached-records.ts';
import { beginFork, type ForkSource, type SpareFork } from './spare-fork.ts';

export interface BranchProbeOptions extends ForkSource {
  /** Puts another branch behind the application. */
  readonly tap: { switchTo(address: DatabaseAddress): Promise<void> };
  /** Replays the case on what is behind the tap: until the trials are enough, or as often as it may. */
  readonly replay: (isEnough: (counts: Counts) => boolean) => Promise<ReplayResult>;
}

/** Probes with forks. To be disposed: the branch is behind the tap again then, and no fork is left. */
export interface BranchProbe extends AsyncDisposable {
  readonly probe: Probe;
}

/**
 * Probes a running application: each probe is a fork of its branch without some records, put behind its tap. The next
 * fork is made while trials run, and used ones are ended meanwhile, so that there are at most three at a time. Where an
 * engine has no room for that, it makes do with one.
 */
export function openBranchProbe(options: BranchProbeOptions): BranchProbe {
  const { branch, tap, signal, replay } = options;
  let spare: SpareFork | undefined;
  /** Behind the tap. */
  let current: SpareFork | undefined;
  let ending: Promise<void> = Promise.resolve();

  async function switchTo(fork: SpareFork | undefined, address: DatabaseAddress): Promise<void> {
    await tap.switchTo(address);
    const used = current;
    current = fork;
    ending = Promise.all([ending, used?.end()]).then(() => {});
    // It is told before the next switch, or at the end.
    ending.catch(() => {});
  }

  async function putBehindTap(removed: readonly RecordReference[]): Promise<void> {
    const fork = spare ?? beginFork(options);
    spare = fork;
    const { address } = await fork.without(removed);
    await ending;
    await switchTo(fork, address);
    spare = undefined;
  }

  return {
    async probe(removed, isEnough) {
      try {
        await putBehindTap(removed);
      } catch (error) {
        const isFull = error instanceof BranchProdError && error.code === 'limit-reached';
        if (!isFull || current === undefined) throw error;
        spare = undefined;
        await switchTo(undefined, branch.address);
        await ending;
        await putBehindTap(removed);
      }
      signal.throwIfAborted();
      spare = beginFork(options);
      const { trials } = await replay(isEnough);
      const counts = countTrials(trials);
      return {
        ...counts,
        errors: trials.length - counts.judged,
        reached: reachedRecords(trials),
        passed: trials.find(({ ok }) => ok),
      };
    },
    async [Symbol.asyncDispose]() {
      try {
        await spare?.end();
        await switchTo(undefined, branch.address);
      } finally {
        await current?.end();
        await ending;
      }
    },
  };
}
