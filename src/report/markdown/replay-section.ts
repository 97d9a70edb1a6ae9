import type { ReplayResult } from '../../investigation/result.ts';
import { cutText } from '../plain-text.ts';
import { counted } from '../quantities.ts';
import { type ReplaySummary, type Shared, summarizeReplay } from '../replay-summary.ts';
import { rateSentence, verdictSentence } from '../wording.ts';
import { codeBlock, codeSpan } from './code.ts';
import { limitedList } from './limited.ts';
import { retrievedTable } from './retrieved-table.ts';

/** A replay with what its section shows, so that rendering it again in another length costs little. */
export interface PreparedReplay {
  replay: ReplayResult;
  summary: ReplaySummary;
}

/** Sums a replay up; one that went through publicResult has no answer to show. */
export function prepareReplay(
  replay: ReplayResult,
  { publicRepository }: { publicRepository: boolean },
): PreparedReplay {
  const summary = summarizeReplay(replay);
  return { replay, summary: publicRepository ? { ...summary, answer: undefined } : summary };
}

/**
 * One replayed case as Markdown blocks: answer, failed assertions, context, retrieved records.
 *
 * @param layout.heading whether the section says its own verdict, because the document's headline does not.
 */
export function replaySection(
  { replay, summary }: PreparedReplay,
  { textLimit, heading }: { textLimit: number; heading: boolean },
): string[] {
  const rate = rateSentence(replay);
  const name = codeSpan(cutText(replay.case, textLimit));
  return [
    ...(heading ? [`### ${verdictSentence(replay)}`] : []),
    `Case ${name}${rate === undefined ? '' : `, ${rate}`}.`,
    ...answerBlocks(summary, textLimit),
    ...failedBlocks(summary, textLimit),
    ...errorBlocks(summary, textLimit),
    ...contextBlocks(replay, summary, textLimit),
    ...retrievedBlocks(summary, textLimit),
  ];
}

function answerBlocks({ answer, answered, otherAnswers }: ReplaySummary, limit: number): string[] {
  if (answer === undefined) return [];
  const others = otherAnswers > 0 ? `; ${counted(otherAnswers, 'other answer')}` : '';
  return [
    `**Answer** in ${answer.trials} of ${counted(answered, 'trial')}${others}:`,
    codeBlock(cutText(answer.value, limit)),
  ];
}

function failedBlocks({ failed, answered }: ReplaySummary, limit: number): string[] {
  const item = ({ value, trials }: Shared<string>) =>
    `${codeSpan(cutText(value, limit))} in ${trials} of ${counted(answered, 'trial')}`;
  return failed.length === 0 ? [] : ['**Failed assertions**:', limitedList(failed.map(item))];
}

function errorBlocks({ errors }: ReplaySummary, limit: number): string[] {
  const item = ({ value, trials }: Shared<string>) =>
    `${codeSpan(cutText(value, limit))} in ${counted(trials, 'trial')}`;
  return errors.length === 0 ? [] : ['**No answer**:', limitedList(errors.map(item))];
}

function contextBlocks(
  { trials: all }: ReplayResult,
  { contexts }: ReplaySummary,
  limit: number,
): string[] {
  const quote = (text: string) => codeSpan(cutText(text, limit));
  const where = (trials: number) => `in ${trials} of ${counted(all.length, 'trial')}`;
  const [only] = contexts;
  if (only === undefined) return [];
  if (contexts.length === 1) return [`**Context** ${where(only.trials)}: ${quote(only.value)}`];
  return [
    '**Context**:',
    limitedList(contexts.map(({ value, trials }) => `${quote(value)} ${where(trials)}`)),
  ];
}

function retrievedBlocks({ retrieved, answered }: ReplaySummary, limit: number): string[] {
  if (retrieved.value.length === 0) return [];
  return [
    `**Retrieved records**, the same in ${retrieved.trials} of ${counted(answered, 'trial')}:`,
    ...retrievedTable(retrieved.value, limit),
  ];
}
