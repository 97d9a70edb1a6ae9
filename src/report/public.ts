import type { ErrorCode } from '../errors.ts';
import type { InvestigationEvent } from '../investigation/event.ts';
import type { ReplayResult, Result, Step, Trial } from '../investigation/result.ts';

/**
 * An event as everybody may see it, on a public repository: identifiers and verdicts, nothing that the application, the
 * data or a case say, and no way into the preview; `undefined` if nothing of it is left. Applied again it changes
 * nothing.
 */
export function publicEvent(event: InvestigationEvent): InvestigationEvent | undefined {
  switch (event.type) {
    case 'step-started':
      return event;
    case 'progress':
      return isOurs(event.step, event.message) ? event : undefined;
    case 'finding':
      return { ...event, finding: publicFinding(event.finding) };
    case 'step-finished':
      return isOurs(event.step, event.summary) ? event : { ...event, summary: 'done' };
    case 'finished':
      return { ...event, result: publicResult(event.result) };
    case 'failed':
      return { ...event, message: publicMessage(event) };
  }
}

/** A result as everybody may see it, by the rule of {@link publicEvent}; it is a valid result too. */
export function publicResult(result: Result): Result {
  const { preview, replays, base, culprit } = result;
  return {
    ...result,
    preview: { ...preview, url: publicUrl(preview.url) },
    replays: replays.map(publicReplay),
    ...(base && { base: { ...base, replays: base.replays.map(publicReplay) } }),
    ...(culprit && { culprit: { ...culprit, records: culprit.records.map(publicRecord) } }),
  };
}

/** What happened, as everybody may see it: the code, and of an invalid config the places, which are in the repository. */
export function publicMessage({ code, message }: { code: ErrorCode; message: string }): string {
  const places = code === 'config-invalid' ? message.split('\n').filter(isConfigPlace) : [];
  if (places.length > 0) return places.join('\n');
  return `The details of ${code} are not shown on a public repository, because they may quote data.`;
}

type Finding = Extract<InvestigationEvent, { type: 'finding' }>['finding'];

function publicFinding(finding: Finding): Finding {
  return finding.kind === 'preview'
    ? { ...finding, url: publicUrl(finding.url) }
    : { ...finding, trial: publicTrial(finding.trial) };
}

function publicReplay(replay: ReplayResult): ReplayResult {
  return { ...replay, trials: replay.trials.map(publicTrial) };
}

function publicTrial({ error, ...trial }: Trial): Trial {
  const { name, finishReason, ...model } = trial.model;
  return {
    ...trial,
    answer: '',
    retrieved: trial.retrieved.map(publicRecord),
    model: {
      ...model,
      ...(name !== undefined && { name: publicIdentifier(name) }),
      ...(finishReason !== undefined && { finishReason: publicIdentifier(finishReason) }),
    },
    failed: trial.failed.map((failed) => /^[a-z-]{1,40}(?=: |$)/.exec(failed)?.[0] ?? 'assertion'),
    ...(error !== undefined && { error: 'no answer that can be judged (replay-failed)' }),
  };
}

/** The application gives the keys of the rows that it retrieved, and may give anything. */
function publicRecord<Row extends { key: Record<string, string | number> }>(row: Row): Row {
  const key = Object.fromEntries(
    Object.entries(row.key).map(([column, value]) => [
      column,
      typeof value === 'number' ? value : publicIdentifier(value),
    ]),
  );
  return { ...row, key };
}

/** A number, uuid, slug or version; no address, no prose. */
function publicIdentifier(text: string): string {
  return /^[\w.:/-]{1,64}$/.test(text) ? text : notShown;
}

const notShown = '(not shown)';

/** Without query, fragment and credentials, which give access; empty for what is no web address. */
function publicUrl(address: string): string {
  const url = URL.parse(address);
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') return '';
  return `${url.origin}${url.pathname}`;
}

/** The steps in which the application has a say, and all that we ourselves say in them. */
const ownWords: Partial<Record<Step, RegExp>> = {
  preview:
    /^(?:base: )?(?:checking out [0-9a-f]{7,40}|building|waiting for [\w./-]{1,100})(?:, \d+ s)?$|^commit [0-9a-f]{7,40} answers$/,
  replay: /^[a-z0-9][a-z0-9._-]{0,99}: [a-z-]{1,20}(?:, [a-z0-9][a-z0-9._-]{0,99}: [a-z-]{1,20})*$/,
};

function isOurs(step: Step, text: string): boolean {
  return ownWords[step]?.test(text) ?? true;
}

/** A problem as formatProblem says it of the committed config, whose values it never repeats. */
function isConfigPlace(line: string): boolean {
  return /^[^\s:]{1,255}:\.github\/branch-prod\.yml:\d{1,9}:\d{1,9}: /.test(line);
}
