import type { Place } from './entities.ts';

/** How far two texts are searched for where they agree again, in tokens. */
const FARTHEST = 40;

/** The tokens (what stands between white space) of a text that another text has not, in their order. */
export function findChangedTokens(before: string, after: string): Place[] {
  const [old, young] = [tokens(before), tokens(after)];
  const changed: Place[] = [];
  let at = 0;
  let other = 0;
  while (at < old.length) {
    if (old[at]?.text === young[other]?.text) {
      at += 1;
      other += 1;
      continue;
    }
    const { skip, skipOther } = nextAgreement(
      old.slice(at, at + FARTHEST),
      young.slice(other, other + FARTHEST),
    );
    for (const token of old.slice(at, at + skip)) changed.push(token);
    at += skip;
    other += skipOther;
  }
  return changed;
}

interface Token extends Place {
  readonly text: string;
}

export function tokens(text: string): Token[] {
  return [...text.matchAll(/\S+/g)].map(({ index, 0: token }) => ({
    text: token,
    start: index,
    end: index + token.length,
  }));
}

/** The fewest tokens to pass over in both until they agree; one of each, if they do not. */
function nextAgreement(old: readonly Token[], young: readonly Token[]) {
  for (let sum = 1; sum < 2 * FARTHEST; sum += 1) {
    // One token for one first: that is what becomes of most.
    const skips = Array.from({ length: sum + 1 }, (_, skip) => skip).sort(
      (a, b) => Math.abs(2 * a - sum) - Math.abs(2 * b - sum),
    );
    for (const skip of skips) {
      const [token, other] = [old[skip], young[sum - skip]];
      if (token !== undefined && token.text === other?.text) return { skip, skipOther: sum - skip };
    }
  }
  return { skip: 1, skipOther: 1 };
}
