import type { ReplayResult, Result } from '../../investigation/result.ts';
import { culpritOf } from '../culprits.ts';
import { causeBlocks } from './cause-blocks.ts';
import { answerWithoutBlocks, culpritBlocks } from './culprit-blocks.ts';

/**
 * Why a case fails, as far as it was asked: its culprit and its causes as Markdown blocks.
 *
 * @param options.answers whether to quote what the application answers without the culprit
 */
export function explanationBlocks(
  result: Result,
  replay: ReplayResult,
  { textLimit, answers }: { textLimit: number; answers: boolean },
): string[] {
  const { causes } = result;
  const culprit = culpritOf(result, replay);
  return [
    ...(culprit ? culpritBlocks(culprit, textLimit) : []),
    ...(culprit && answers ? answerWithoutBlocks(culprit, textLimit) : []),
    ...(causes?.case === replay.case ? causeBlocks(causes, textLimit) : []),
  ];
}
