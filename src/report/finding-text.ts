import type { Finding } from '../investigation/event.ts';
import { counted, formatInstant } from './quantities.ts';
import { type Quote, trialSentence } from './wording.ts';

/** A finding as the end of its step's line; `quote` makes text from outside fit for it. */
export function textOfFinding(finding: Finding, quote: Quote): string {
  switch (finding.kind) {
    case 'preview':
      return `${quote(finding.url)} until ${formatInstant(finding.expiresAt)}`;
    case 'trial':
      return trialSentence(finding, quote);
    case 'probe':
      return `${quote(finding.case)}: ${probeText(finding.probe)}`;
    case 'cause': {
      const { variable, level, failures, judged } = finding.row;
      const failed = judged === 0 ? 'no answer to judge' : `${failures} of ${judged} failed`;
      return `${quote(finding.case)}: ${variable}: ${quote(level)}: ${failed}`;
    }
  }
}

type Probe = Extract<Finding, { kind: 'probe' }>['probe'];

const outcomes: Readonly<Record<Probe['decision'], string>> = {
  fails: 'it still fails',
  passes: 'the failure is gone',
  undecided: 'not decided',
};

function probeText({ number, of, removed, failures, judged, errors, decision }: Probe): string {
  const silent = errors === 0 ? '' : `, ${errors} without an answer`;
  const failed = `${failures} of ${judged} failed${silent}`;
  const data =
    removed.length === 0 ? 'on all data' : `without ${counted(removed.length, 'record')}`;
  return `probe ${number} of at most ${of}, ${data}: ${outcomes[decision]} (${failed})`;
}
