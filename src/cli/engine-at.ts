import { chooseEngine } from '../engines/choose-engine.ts';
import type { Engine } from '../engines/engine.ts';
import { endOrphanedPreview } from '../preview/end-orphaned-preview.ts';

/** The engine of a state folder, for commands that need no config. */
export function engineAt(state: string): Engine {
  return chooseEngine({ name: 'local' }, { state, endPreview: endOrphanedPreview });
}
