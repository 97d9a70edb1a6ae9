import { stat } from 'node:fs/promises';
import { atTime } from '../../../at-time.ts';
import type { BranchEnd } from '../../engine.ts';

export interface FollowOptions {
  readonly folder: string;
  readonly expiresAt: Date;
  /** Resolves when its server has ended. */
  readonly serverEnded: Promise<void>;
  /** Ends it and removes it; nothing happens when it is gone. */
  readonly remove: () => Promise<void>;
}

/** What a branch's owner has of its end. */
export interface BranchLife {
  readonly ended: Promise<BranchEnd>;
  destroy(): Promise<void>;
}

/**
 * Removes a branch when it expires, and says how it ended. Others can't tell us: whoever removes a branch first takes
 * its folder away and then ends its server, and as long as its owner lives they do so for two reasons only.
 */
export function followBranch(options: FollowOptions): BranchLife {
  const { folder, expiresAt, remove } = options;
  let isDestroyed = false;
  // The next command tries again.
  const callOff = atTime(expiresAt, () => void remove().catch(() => {}));
  const ended = options.serverEnded.then(async (): Promise<BranchEnd> => {
    callOff();
    if (isDestroyed) return 'destroyed';
    if (await exists(folder)) return 'lost';
    return Date.now() >= expiresAt.getTime() ? 'expired' : 'made-room';
  });
  return {
    ended,
    destroy() {
      isDestroyed = true;
      callOff();
      return remove();
    },
  };
}

function exists(folder: string): Promise<boolean> {
  return stat(folder).then(
    () => true,
    () => false,
  );
}
