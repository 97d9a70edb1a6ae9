import { access, chmod, constants, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { stateUnusable } from './state-unusable.ts';

/**
 * Of folders on the way to a data directory: as root we run PostgreSQL as another user, who may pass through them but
 * not look into them.
 */
export const PASSABLE = process.getuid?.() === 0 ? 0o711 : 0o700;

/** Where everything is that this engine keeps. Nobody but our user may look into the folders. */
export interface StateFolder {
  readonly path: string;
  /** `snapshots/<id>/`: `snapshot.json`, `data/` and `files/`, the last two read-only. */
  readonly snapshots: string;
  /** `branches/<id>/`: `branch.json`, `data/`, and what others keep with a branch. */
  readonly branches: string;
  /** `copies/<id>/`: what is being made, with `copy.json`, or being removed, without it. */
  readonly copies: string;
  /** `standbys/<id>/`: `standby.json`, `data/`, the server's private `socket/`, and its `log`. */
  readonly standbys: string;
  readonly locks: string;
}

/** Makes what is missing of the state folder. Throws `state-unusable` when it can't be written. */
export async function openStateFolder(path: string): Promise<StateFolder> {
  const state = {
    path,
    snapshots: join(path, 'snapshots'),
    branches: join(path, 'branches'),
    copies: join(path, 'copies'),
    standbys: join(path, 'standbys'),
    locks: join(path, 'locks'),
  };
  try {
    for (const folder of Object.values(state)) {
      const mode = folder === state.locks ? 0o700 : PASSABLE;
      await mkdir(folder, { recursive: true, mode });
      await chmod(folder, mode);
      await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    }
  } catch (error) {
    throw stateUnusable(path, error);
  }
  return state;
}
