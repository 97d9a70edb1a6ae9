import type { ReplayResult, Result } from '../../investigation/result.ts';
import { cutText } from '../plain-text.ts';
import { failuresOf, sideOf } from '../wording.ts';
import { codeCell } from './code.ts';
import type { Limits } from './fit.ts';

/** Each case in one row: how often it failed, on the base too where there is one, and the verdict. */
export function comparisonTable({ replays, base }: Result, limits: Limits): string {
  const before = base === undefined ? [] : ['on the base'];
  const titles = ['case', ...before, base === undefined ? 'failed' : 'with this change', 'verdict'];
  const row = (replay: ReplayResult, index: number) => {
    const replayedBefore = base?.replays[index];
    return [
      codeCell(cutText(replay.case, limits.text)),
      ...(base === undefined ? [] : [replayedBefore ? sideOf(replayedBefore) : 'not replayed']),
      failuresOf(replay),
      `**${replay.verdict}**`,
    ];
  };
  const lines = [titles, titles.map(() => '---'), ...replays.slice(0, limits.sections).map(row)];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
