import { join } from 'node:path';
import type { Branch } from '../engines/engine.ts';
import { type Preview, startPreview } from '../preview/preview.ts';
import { type SubjectTaps, startTaps, type TapOptions } from './start-taps.ts';

/** A commit that is asked: its application, running behind taps on a branch of its own. */
export interface Subject {
  /** `base` is what `head` is compared with; a `variant` is the head with other prompts. */
  readonly role: 'head' | 'base' | 'variant';
  readonly commit: string;
  readonly branch: Branch;
  readonly taps: SubjectTaps;
  readonly preview: Preview;
  /** Ends the preview, and then the taps, without which it is nothing. Can be called again. */
  stop(): Promise<void>;
}

/** Starts a commit's application on its branch, behind taps. Throws as startTaps and startPreview; nothing is left then. */
export async function startSubject(
  { role, commit, branch }: Pick<Subject, 'role' | 'commit' | 'branch'>,
  options: TapOptions & { onProgress: (message: string) => void },
): Promise<Subject> {
  const { repository, config, signal, onProgress } = options;
  const taps = await startTaps({ role, branch }, options);
  const say = (message: string) => onProgress(role === 'base' ? `base: ${message}` : message);
  try {
    for (const gap of taps.gaps) say(gap);
    const preview = await startPreview({
      ...{ repository, signal, id: branch.id, commit },
      settings: { ...config.preview, env: taps.env },
      directory: join(branch.folder, 'preview'),
      database: { url: taps.statements.url },
      secrets: taps.secrets,
      onProgress: say,
    });
    const stop = async () => {
      await preview.stop().finally(taps.close);
    };
    return { role, commit, branch, taps, preview, stop };
  } catch (error) {
    await taps.close().catch(() => {});
    throw error;
  }
}
