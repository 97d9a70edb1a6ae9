/** Why a preview ended, in a sentence; `undefined` when it was time, or somebody ended it who knows. */
export function renderPreviewEnd(
  end: 'destroyed' | 'expired' | 'made-room' | 'lost' | undefined,
): string | undefined {
  if (end === 'made-room') return 'The branch was removed to make room for a newer one.';
  if (end === 'lost') return 'The database of the branch ended by itself.';
  return undefined;
}
