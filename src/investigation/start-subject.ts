import { join } from 'node:path';
import type { Config } from '../config/config.ts';
import { databaseUrl } from '../engines/database-address.ts';
import type { Branch } from '../engines/engine.ts';
import { type Preview, startPreview } from '../preview/preview.ts';

/** A commit that is asked: its application, running on a branch of its own. */
export interface Subject {
  /** `base` is what `head` is compared with. */
  readonly role: 'head' | 'base';
  readonly commit: string;
  readonly branch: Branch;
  readonly preview: Preview;
}

/** Starts a commit's application on its branch. Throws as startPreview. */
export async function startSubject(
  { role, commit, branch }: Omit<Subject, 'preview'>,
  options: {
    repository: string;
    settings: Config['preview'];
    signal: AbortSignal;
    onProgress: (message: string) => void;
  },
): Promise<Subject> {
  const preview = await startPreview({
    ...options,
    id: branch.id,
    commit,
    directory: join(branch.folder, 'preview'),
    database: { url: databaseUrl(branch.address) },
    onProgress: (message) => options.onProgress(role === 'base' ? `base: ${message}` : message),
  });
  return { role, commit, branch, preview };
}
