import type { ErrorCode } from '../errors.ts';
import type { Finding, InvestigationEvent, ProbeFinding } from '../investigation/event.ts';
import type { Step } from '../investigation/result.ts';
import { only } from './public/only.ts';
import { publicCauseRow } from './public/public-causes.ts';
import { publicRecord } from './public/public-record.ts';
import { publicResult } from './public/public-result.ts';
import { publicTrial } from './public/public-trial.ts';
import { publicUrl } from './public/public-url.ts';

/**
 * An event as everybody may see it, by the rule of {@link publicResult}; `undefined` if nothing of it is left. Applied
 * again it changes nothing.
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

/** What happened, as everybody may see it: the code, and of an invalid config the places, which are in the repository. */
export function publicMessage({ code, message }: { code: ErrorCode; message: string }): string {
  const places = code === 'config-invalid' ? message.split('\n').filter(isConfigPlace) : [];
  if (places.length > 0) return places.join('\n');
  return `The details of ${code} are not shown on a public repository, because they may quote data.`;
}

function publicFinding(finding: Finding): Finding {
  switch (finding.kind) {
    case 'preview':
      return { ...only(finding, 'kind', 'expiresAt'), url: publicUrl(finding.url) };
    case 'trial':
      return {
        ...only(finding, 'kind', 'case', 'on', 'number', 'of'),
        trial: publicTrial(finding.trial),
      };
    case 'probe':
      return { ...only(finding, 'kind', 'case'), probe: publicProbe(finding.probe) };
    case 'cause':
      return { ...only(finding, 'kind', 'case'), row: publicCauseRow(finding.row) };
  }
}

function publicProbe(probe: ProbeFinding): ProbeFinding {
  return {
    ...only(probe, 'number', 'of', 'failures', 'judged', 'errors', 'decision', 'durationMs'),
    removed: probe.removed.map(publicRecord),
  };
}

/** The steps in which the application has a say, and all that we ourselves say in them. */
const ownWords: Partial<Record<Step, RegExp>> = {
  preview:
    /^(?:base: )?(?:checking out [0-9a-f]{7,40}|building|waiting for [\w./-]{1,100})(?:, \d+ s)?$|^commit [0-9a-f]{7,40} answers$/,
  replay: /^[a-z0-9][a-z0-9._-]{0,99}: [a-z-]{1,20}(?:, [a-z0-9][a-z0-9._-]{0,99}: [a-z-]{1,20})*$/,
  culprit: /^no case fails$|^(?:(?:found, \d+ records?|not-the-data|undecided); )+\d+ probes?$/,
  causes: /^\d+ rows?$/,
};

function isOurs(step: Step, text: string): boolean {
  return ownWords[step]?.test(text) ?? true;
}

/** A problem as formatProblem says it of the committed config, whose values it never repeats. */
function isConfigPlace(line: string): boolean {
  return /^[^\s:]{1,255}:\.github\/branch-prod\.yml:\d{1,9}:\d{1,9}: /.test(line);
}
