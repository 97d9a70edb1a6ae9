import type { ReplayResult, RetrievedRecord } from '../../investigation/result.ts';
import { cutText } from '../plain-text.ts';
import { counted, formatCount } from '../quantities.ts';
import { type ReplaySummary, type Shared, summarizeReplay } from '../replay-summary.ts';
import { rateSentence, recordKey, verdictSentence } from '../wording.ts';
import { codeBlock, codeCell, codeSpan } from './code.ts';

const maxRows = 20;

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
 * One replayed case as Markdown blocks: answer, failed assertions, retrieved records.
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
    `- ${codeSpan(cutText(value, limit))} in ${trials} of ${counted(answered, 'trial')}`;
  return failed.length === 0 ? [] : ['**Failed assertions**:', itemsOf(failed, item)];
}

function errorBlocks({ errors }: ReplaySummary, limit: number): string[] {
  const item = ({ value, trials }: Shared<string>) =>
    `- ${codeSpan(cutText(value, limit))} in ${counted(trials, 'trial')}`;
  return errors.length === 0 ? [] : ['**No answer**:', itemsOf(errors, item)];
}

function retrievedBlocks({ retrieved, answered }: ReplaySummary, limit: number): string[] {
  if (retrieved.value.length === 0) return [];
  const cell = (text: string) => codeCell(cutText(text, limit));
  const row = (record: RetrievedRecord) =>
    `| ${record.rank} | ${cell(record.table)} | ${cell(recordKey(record))} |`;
  return [
    `**Retrieved records**, the same in ${retrieved.trials} of ${counted(answered, 'trial')}:`,
    [
      '| rank | table | key |',
      '| ---: | --- | --- |',
      ...retrieved.value.slice(0, maxRows).map(row),
    ].join('\n'),
    ...moreThanShown(retrieved.value),
  ];
}

function itemsOf(values: Shared<string>[], item: (value: Shared<string>) => string): string {
  return [
    ...values.slice(0, maxRows).map(item),
    ...moreThanShown(values).map((more) => `- ${more}`),
  ].join('\n');
}

function moreThanShown(values: unknown[]): string[] {
  const more = values.length - maxRows;
  return more > 0 ? [`… and ${formatCount(more)} more.`] : [];
}
