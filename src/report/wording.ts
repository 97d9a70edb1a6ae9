import type { ErrorCode } from '../errors.ts';
import type { Finding } from '../investigation/event.ts';
import type {
  Causes,
  ReplayResult,
  Result,
  RetrievedRecord,
  Step,
} from '../investigation/result.ts';
import { counted, formatCount, formatDuration, formatShare } from './quantities.ts';

/** Makes text from outside safe to stand in a sentence of one form: a terminal's line, a document's code. */
export type Quote = (text: string) => string;

/** A row, as the result names it. */
type Row = Pick<RetrievedRecord, 'table' | 'key'>;

/** The verdict on everything that was replayed, in one sentence. */
export function headline(replays: readonly ReplayResult[]): string {
  const [only] = replays;
  if (only === undefined) return 'No verdict — no case was replayed.';
  if (replays.length === 1) return verdictSentence(only);
  const verdicts = Map.groupBy(replays, (replay) => replay.verdict);
  const parts = [...verdicts].map(([verdict, those]) => `${formatCount(those.length)} ${verdict}`);
  return `${counted(replays.length, 'case')}: ${parts.join(', ')}.`;
}

/** One replay's verdict in one sentence; what gave no answer is said apart. */
export function verdictSentence(replay: ReplayResult): string {
  const answered = replay.trials.filter((trial) => trial.error === undefined).length;
  const silent = replay.trials.length - answered;
  if (replay.verdict === 'error') {
    return `Error — ${silent} of ${counted(replay.trials.length, 'trial')} gave no answer to judge.`;
  }
  const failed = `${replay.failures} of ${answered}`;
  const sentence = {
    reproduced:
      replay.failures === answered
        ? `Reproduced ${failed} — the failure happens on the current production data.`
        : `Reproduced ${failed} — the failure happens on the current production data, not every time.`,
    'not-reproduced': `Not reproduced, ${failed} failed — the failure does not happen on the current production data.`,
    fixed: `Fixed, ${failed} failed — the failure happens without this change and no longer with it.`,
    'not-fixed': `Not fixed, ${failed} failed — the failure happens with this change as it does without it.`,
    regressed: `Regressed, ${failed} failed — the failure happens with this change and did not happen without it.`,
    inconclusive:
      replay.pValue === undefined
        ? `Inconclusive, ${failed} failed — the trials do not settle whether the failure happens.`
        : `Inconclusive, ${failed} failed — the trials do not settle whether this change makes a difference.`,
  }[replay.verdict];
  const more = moreTrialsSentence(replay);
  return [
    sentence,
    ...(silent === 0 ? [] : [`${counted(silent, 'more trial')} gave no answer.`]),
    ...(more === undefined ? [] : [more]),
  ].join(' ');
}

function moreTrialsSentence({ moreTrials, pValue }: ReplayResult): string | undefined {
  if (moreTrials === undefined) return undefined;
  const where = pValue === undefined ? '' : ', on the base too,';
  return `About ${counted(moreTrials, 'more trial')}${where} would settle it.`;
}

/** The failure rate with its interval, and how it compares; nothing when no trial gave an answer. */
export function rateSentence(replay: ReplayResult): string | undefined {
  if (replay.trials.every((trial) => trial.error !== undefined)) return undefined;
  const [low, high] = replay.interval.map(formatShare);
  const rate = `failure rate ${formatShare(replay.rate)} (95 % interval ${low} to ${high})`;
  if (replay.pValue === undefined) return rate;
  const pValue = replay.pValue < 0.001 ? '< 0.001' : `= ${replay.pValue.toFixed(3)}`;
  return `${rate}, against the base p ${pValue} (Fisher's exact test)`;
}

/** `5 of 5 failed (100 %)`: how often a case failed, of the trials that gave an answer. */
export function failuresOf(replay: ReplayResult): string {
  const answered = replay.trials.filter((trial) => trial.error === undefined).length;
  const silent = replay.trials.length - answered;
  if (answered === 0) return 'no answer';
  const failed = `${replay.failures} of ${answered} failed (${formatShare(replay.rate)})`;
  return silent === 0 ? failed : `${failed}, ${formatCount(silent)} without an answer`;
}

/** `reproduced, 5 of 5 failed (100 %)`: one side of a comparison. */
export function sideOf(replay: ReplayResult): string {
  return `${replay.verdict}, ${failuresOf(replay)}`;
}

/** One trial, the moment that it is known. */
export function trialSentence(finding: Extract<Finding, { kind: 'trial' }>, quote: Quote): string {
  const { number, of, trial } = finding;
  const where = finding.on === 'base' ? ' on the base' : '';
  const outcome =
    trial.error !== undefined
      ? `gave no answer: ${quote(trial.error)}`
      : trial.ok
        ? 'all assertions hold'
        : ['failed', trial.failed.map(quote).join('; ')].join(' ').trimEnd();
  return `${quote(finding.case)}${where}: trial ${number} of ${of} ${outcome}`;
}

/** What is known of a culprit, and what it took: `necessary, sufficient, minimal; 7 probes of 31 trials in 12.30 s`. */
export function culpritMeasures(culprit: NonNullable<Result['culprit']>): string {
  const { records, probes, trials, durationMs, confidence } = culprit;
  const known = (['necessary', 'sufficient', 'minimal'] as const).flatMap((word) => {
    if (records.length === 0 || culprit[word] === undefined) return [];
    return culprit[word] ? word : `not shown to be ${word}`;
  });
  const of = trials === undefined ? '' : ` of ${counted(trials, 'trial')}`;
  const sure = confidence === undefined ? '' : `, confidence ${formatShare(confidence)}`;
  const search = `${counted(probes, 'probe')}${of} in ${formatDuration(durationMs)}${sure}`;
  return [...(known.length === 0 ? [] : [known.join(', ')]), search].join('; ');
}

/** `100 % (57 % to 100 %)`: how often a case failed with one level of a variable, with the 95 % interval. */
export function levelRate({ judged, rate, interval }: Causes['rows'][number]): string {
  if (judged === 0) return 'no answer to judge';
  const [low, high] = interval.map(formatShare);
  return `${formatShare(rate)} (${low} to ${high})`;
}

/** `messages id=7`; the table and {@link recordKey}. */
export function recordName(record: Row): string {
  return `${record.table} ${recordKey(record)}`;
}

/** `id=7`; every column of the key, as they are given. */
export function recordKey({ key }: Pick<Row, 'key'>): string {
  const columns = Object.entries(key).map(([column, value]) => `${column}=${value}`);
  return columns.length === 0 ? '(no key)' : columns.join(', ');
}

/** How much of a retrieved row was in the prompt: `yes`, `no`, `1,200 of 4,031 characters`; nothing if unknown. */
export function inPrompt({ reached, cut }: RetrievedRecord): string | undefined {
  if (reached === undefined) return undefined;
  if (cut === undefined) return reached ? 'yes' : 'no';
  return `${formatCount(cut.used)} of ${counted(cut.of, 'character')}`;
}

/** `0.1234`: a row's distance, with as many digits as tell neighbours apart. */
export function formatDistance(distance: number): string {
  return String(Number(distance.toPrecision(4)));
}

/** The end of an investigation that has no verdict, in one sentence. */
export function failureHeadline({
  step,
  code,
  atMs,
}: {
  step: Step;
  code: ErrorCode;
  atMs: number;
}): string {
  const ended = code === 'interrupted' ? 'was interrupted' : 'failed';
  return `No verdict — the investigation ${ended} at the step ${step}, after ${formatDuration(atMs)}.`;
}
