import { keyedDraws } from './keyed-draws.ts';
import type { ApplyMask } from './mask.ts';
import { chooseUnlikeRaw } from './unlike-raw.ts';

/** What tells whose secret it is and nothing of the secret. */
const prefixes =
  /^(?:sk-(?:proj-|ant-|svcacct-)?|[rs]k_(?:live|test)_|gh[opsru]_|github_pat_|glpat-|xox[abeoprs]-|A[KS]IA)(?=.)/;

const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Other letters and digits behind the same well-known prefix; as long as the secret, but at most 64 characters. */
export const maskSecret: ApplyMask = (raw, context) => {
  const prefix = prefixes.exec(raw)?.[0] ?? '';
  const length = Math.min(raw.length, 64) - prefix.length;
  return chooseUnlikeRaw(raw, context, (attempt) => {
    const draw = keyedDraws(context.hash, 'secret', `${attempt}\0${raw}`);
    return prefix + Array.from({ length }, () => base62[draw(62)]).join('');
  });
};
