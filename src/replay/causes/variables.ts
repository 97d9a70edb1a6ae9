import type { DatabaseAddress } from '../../engines/database-address.ts';
import type { ReplayResult } from '../../investigation/result.ts';
import type { ReplayOptions } from '../replay.ts';
import type { ModelTap } from '../taps/model/model-tap.ts';
import type { PostgresTap } from '../taps/postgres/postgres-tap.ts';
import type { SwitchOptions } from '../taps/postgres/target.ts';
import type { Level } from './explain.ts';

/** Replays the case on the preview as it is, until the trials are enough. */
export type Replay = (
  options: Pick<ReplayOptions, 'isEnough' | 'mustQuery'>,
) => Promise<ReplayResult>;

/** With these settings of the model's API, and then as before. */
export function withModel(
  label: string,
  settings: Parameters<ModelTap['set']>[0],
  { model, replay }: { readonly model: Pick<ModelTap, 'set'>; readonly replay: Replay },
): Level {
  return {
    label,
    async run(isEnough) {
      model.set(settings);
      try {
        return await replay({ isEnough });
      } finally {
        model.set({});
      }
    },
  };
}

/** What a level finds behind the tap: a branch, and what is different for sessions on it. */
export interface Behind extends AsyncDisposable, SwitchOptions {
  readonly address: DatabaseAddress;
}

/** With that behind the tap, and then the branch itself. */
export function withBranch(
  label: string,
  open: () => Promise<Behind>,
  options: {
    readonly tap: Pick<PostgresTap, 'switchTo'>;
    readonly branch: { readonly address: DatabaseAddress };
    readonly replay: Replay;
  },
): Level {
  const { tap, branch, replay } = options;
  return {
    label,
    async run(isEnough) {
      await using behind = await open();
      const { address, settings, limit } = behind;
      await tap.switchTo(address, { settings, limit });
      try {
        return await replay({ isEnough, mustQuery: true });
      } finally {
        await tap.switchTo(branch.address);
      }
    },
  };
}
