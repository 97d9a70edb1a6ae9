import type { SourceSettings } from '../../engine.ts';
import type { LocalContext } from '../local-engine.ts';
import { archiveOfSource } from './archive.ts';
import { filesOfSource } from './files.ts';
import { logicalOfSource } from './logical.ts';
import type { SourceCopy } from './source-copy.ts';
import { standbyOfSource } from './standby.ts';

type Way = (source: SourceSettings, context: LocalContext) => Promise<SourceCopy>;

const WAYS: Readonly<Record<SourceSettings['copy'], Way>> = {
  files: filesOfSource,
  standby: standbyOfSource,
  logical: logicalOfSource,
};

/** The way in which the source is copied, as the config says; the archive's for the past. Throws as the ways themselves. */
export function chooseSourceCopy(
  source: SourceSettings,
  at: Date | undefined,
  context: LocalContext,
): Promise<SourceCopy> {
  return at === undefined
    ? WAYS[source.copy](source, context)
    : archiveOfSource(source, at, context);
}
