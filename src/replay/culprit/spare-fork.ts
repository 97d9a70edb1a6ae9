import type { Branch, Engine } from '../../engines/engine.ts';
import { BranchProdError } from '../../errors.ts';
import type { RecordReference } from '../../investigation/result.ts';
import { removeRecords } from './remove-records.ts';

/** A fork that is being made before anybody knows what it will be without; its server runs and nobody can log in. */
export interface SpareFork {
  /** Removes these records and completes the fork. To be called once. Throws as {@link Engine.fork}. */
  without(records: readonly RecordReference[]): Promise<Branch>;
  /** Ends it, complete or not. */
  end(): Promise<void>;
}

export interface ForkSource {
  readonly engine: Pick<Engine, 'fork'>;
  readonly branch: Branch;
  readonly signal: AbortSignal;
}

/** Begins a fork. It lives as long as its parent, unless it is ended. */
export function beginFork({ engine, branch, signal }: ForkSource): SpareFork {
  const asked = Promise.withResolvers<readonly RecordReference[]>();
  const fork = engine.fork(branch, {
    ttl: Math.max(branch.expiresAt.getTime() - Date.now(), 1),
    signal,
    change: async (session) => removeRecords(session, await asked.promise),
  });
  // Who never asks for it never hears why it failed.
  asked.promise.catch(() => {});
  fork.catch(() => {});
  return {
    without(records) {
      asked.resolve(records);
      return fork;
    },
    async end() {
      asked.reject(
        new BranchProdError('interrupted', 'The fork is no longer needed', {
          nextStep: 'Nothing has to be done.',
        }),
      );
      const made = await fork.catch(() => undefined);
      await made?.destroy();
    },
  };
}
