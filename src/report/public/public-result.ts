import type { ReplayResult, Result } from '../../investigation/result.ts';
import { only } from './only.ts';
import { publicCauses } from './public-causes.ts';
import { publicCulprit } from './public-culprit.ts';
import { publicTrial } from './public-trial.ts';
import { publicUrl } from './public-url.ts';

/**
 * A result as everybody may see it, on a public repository: identifiers and verdicts, nothing that the application, the
 * data or a case say, and no way into the preview. It is a valid result too; applied again it changes nothing. A field
 * that is not named here is not shown.
 */
export function publicResult(result: Result): Result {
  const { preview, replays, base, culprit, otherCulprits, causes } = result;
  return {
    ...only(result, 'version', 'investigation', 'source', 'snapshot', 'sanitization', 'proof'),
    ...only(result, 'branch', 'timeline'),
    preview: { ...only(preview, 'readyMs', 'expiresAt'), url: publicUrl(preview.url) },
    replays: replays.map(publicReplay),
    ...(base && { base: { ...only(base, 'commit'), replays: base.replays.map(publicReplay) } }),
    ...(culprit && { culprit: publicCulprit(culprit) }),
    ...(otherCulprits && { otherCulprits: otherCulprits.map(publicCulprit) }),
    ...(causes && { causes: publicCauses(causes) }),
  };
}

function publicReplay(replay: ReplayResult): ReplayResult {
  return {
    ...only(replay, 'case', 'failures', 'rate', 'interval', 'verdict', 'pValue', 'moreTrials'),
    trials: replay.trials.map(publicTrial),
  };
}
