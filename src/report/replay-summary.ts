import type { ReplayResult, RetrievedRecord, Trial } from '../investigation/result.ts';

/** Something that several trials have in common, and how many do. */
export interface Shared<T> {
  value: T;
  trials: number;
}

/** What a reader wants to know of a replay's trials, without reading each of them. */
export interface ReplaySummary {
  /** Trials that gave an answer, the denominator of all counts but that of `errors`. */
  answered: number;
  /** The most common answer of the failed trials; of all that gave one, if none failed. */
  answer: Shared<string> | undefined;
  /** How many different answers there were besides. */
  otherAnswers: number;
  /** What a trial that gave this answer retrieved, in rank order. */
  retrieved: Shared<RetrievedRecord[]>;
  /** What the taps say of the context: first of the trials above, and there the most common first. */
  contexts: Shared<string>[];
  /** Assertions that did not hold (`type: value`), the most common first. */
  failed: Shared<string>[];
  /** Why trials gave no answer, the most common first. */
  errors: Shared<string>[];
}

/** Sums up a replay; ties go to the earlier trial. */
export function summarizeReplay(replay: ReplayResult): ReplaySummary {
  const answered = replay.trials.filter((trial) => trial.error === undefined);
  const failed = answered.filter((trial) => !trial.ok);
  const judged = failed.length > 0 ? failed : answered;
  const commonest = tally(judged.map((trial) => trial.answer))[0];
  const answers = tally(answered.map((trial) => trial.answer));
  return {
    answered: answered.length,
    answer: answers.find((answer) => answer.value === commonest?.value),
    otherAnswers: Math.max(0, answers.length - 1),
    retrieved: commonestRetrieval(
      answered,
      judged.filter((trial) => trial.answer === commonest?.value),
    ),
    contexts: contextsOf(replay.trials, judged),
    failed: tally(answered.flatMap((trial) => [...new Set(trial.failed)])),
    errors: tally(replay.trials.flatMap((trial) => trial.error ?? [])),
  };
}

function contextsOf(trials: Trial[], judged: Trial[]): Shared<string>[] {
  const all = (some: Trial[]) => some.flatMap(({ context }) => context ?? []);
  const ofJudged = tally(all(judged)).map(({ value }) => value);
  const place = ({ value }: Shared<string>) =>
    ofJudged.includes(value) ? ofJudged.indexOf(value) : ofJudged.length;
  return tally(all(trials)).toSorted((one, other) => place(one) - place(other));
}

function commonestRetrieval(answered: Trial[], candidates: Trial[]): Shared<RetrievedRecord[]> {
  const commonest = tally(candidates.map(retrievalOf))[0]?.value;
  const trials = answered.filter((trial) => retrievalOf(trial) === commonest);
  return { value: inRankOrder(trials[0]?.retrieved ?? []), trials: trials.length };
}

function retrievalOf(trial: Trial): string {
  return JSON.stringify(
    inRankOrder(trial.retrieved).map(({ table, key }) => [
      table,
      Object.entries(key).toSorted(([one], [other]) => (one < other ? -1 : 1)),
    ]),
  );
}

function inRankOrder(records: RetrievedRecord[]): RetrievedRecord[] {
  return records.toSorted((one, other) => one.rank - other.rank);
}

function tally(values: string[]): Shared<string>[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .map(([value, trials]) => ({ value, trials }))
    .toSorted((one, other) => other.trials - one.trials);
}
