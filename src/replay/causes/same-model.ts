import type { ReplayResult } from '../../investigation/result.ts';

/**
 * Why a replay with another model tells nothing of that: the version that answers is the same. So it is where an alias
 * means that version, where Azure's path names the model, and where all that answers calls itself alike.
 *
 * @returns a sentence; `undefined` where another one answered, or nobody said who did
 */
export function whySameModel(
  asked: string,
  { before, after }: { readonly before: ReplayResult; readonly after: ReplayResult },
): string | undefined {
  const known = namesIn(before);
  const names = namesIn(after);
  if (names.length === 0 || names.some((name) => !known.includes(name))) return undefined;
  return `The model was not changed to ${asked}: ${names.join(', ')} answered, as before.`;
}

function namesIn({ trials }: ReplayResult): string[] {
  return [...new Set(trials.flatMap(({ model }) => model.name ?? []))];
}
