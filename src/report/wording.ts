import type { ErrorCode } from '../errors.ts';
import type { Finding } from '../investigation/event.ts';
import type {
  ReplayResult,
  Result,
  RetrievedRecord,
  Step,
  Verdict,
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
    inconclusive: `Inconclusive, ${failed} failed — the trials do not settle whether the failure happens.`,
  }[replay.verdict];
  return silent === 0 ? sentence : `${sentence} ${counted(silent, 'more trial')} gave no answer.`;
}

/** The failure rate with its interval; nothing when no trial gave an answer. */
export function rateSentence(replay: ReplayResult): string | undefined {
  if (replay.trials.every((trial) => trial.error !== undefined)) return undefined;
  const [low, high] = replay.interval.map(formatShare);
  return `failure rate ${formatShare(replay.rate)} (95 % interval ${low} to ${high})`;
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

/** What the reader does after this verdict. */
export function nextStepAfter(verdict: Verdict): string {
  return {
    reproduced: 'Read the retrieved records in rank order: the answer was written from them.',
    'not-reproduced':
      'Compare the answer with the one observed: data, code or model may have changed since then.',
    fixed: 'Commit the case with the change, so that it is replayed from now on.',
    'not-fixed':
      'Compare the retrieved records with those of the base: what the answer was written from decides, not the prompt alone.',
    regressed: 'Find what this change does to the prompt or the retrieval before it is merged.',
    inconclusive: 'Run the case again with more trials.',
    error: 'Find out why the application gave no answer, then run the case again.',
  }[verdict];
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

/** The culprit and what is known of it; nothing when none was looked for. */
export function culpritSentence(culprit: Result['culprit'], quote: Quote): string | undefined {
  if (culprit === undefined) return undefined;
  if (culprit.records.length === 0) return `none found (${counted(culprit.probes, 'probe')})`;
  const records = culprit.records.slice(0, 20).map((record) => quote(recordName(record)));
  const more = culprit.records.length - records.length;
  const judged = [
    culprit.necessary ? 'necessary' : 'not shown to be necessary',
    culprit.sufficient ? 'sufficient' : 'not shown to be sufficient',
  ].join(', ');
  return `${records.join('; ')}${more > 0 ? `; ${formatCount(more)} more` : ''} (${judged}; ${counted(culprit.probes, 'probe')})`;
}

/** `messages id=7`; the table and {@link recordKey}. */
export function recordName(record: Row): string {
  return `${record.table} ${recordKey(record)}`;
}

/** `id=7`; every column of the key, as they are given. */
export function recordKey({ key }: Pick<Row, 'key'>): string {
  return Object.entries(key)
    .map(([column, value]) => `${column}=${value}`)
    .join(', ');
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
