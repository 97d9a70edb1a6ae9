import { codeSpan } from './markdown/code.ts';
import { webLink } from './markdown/web-link.ts';
import { setUpConfig } from './set-up-config.ts';

/**
 * The comment between the request and the first event of its run.
 *
 * @param queued.replaced how many older requests get no run because of this one
 */
export function renderQueued({
  runUrl,
  replaced = 0,
}: {
  runUrl?: string | undefined;
  replaced?: number;
} = {}): string {
  const older = replaced === 1 ? 'an older request' : `${replaced} older requests`;
  return document(
    '## Investigation queued',
    'It begins as soon as a runner is free; from then on this comment shows each step.',
    replaced > 0 ? `It takes the place of ${older} of this thread.` : undefined,
    runLine(runUrl),
  );
}

/**
 * The comment of a run that ended without a report.
 *
 * @param run.conclusion GitHub's word for how the run ended: `cancelled`, `timed_out`, `failure`, …
 */
export function renderLost({
  conclusion,
  runUrl,
}: {
  conclusion: string;
  runUrl?: string | undefined;
}): string {
  const { headline, reason } = lost.get(conclusion) ?? lostOtherwise;
  return document(
    `## No verdict — ${headline}.`,
    reason,
    'Branch and preview live only as long as their run. What a runner that died could not remove expires by itself, ' +
      'and the next investigation on that machine removes it.',
    '### How to go on',
    'Comment `/branch-prod` to start again.',
    runLine(runUrl),
  );
}

/** Why what a thread had running was taken down. */
export type TakeDownReason = 'closed' | 'unlabelled' | 'destroyed' | 'branch-deleted';

/** A report's body with a first line that says that branch and preview are gone, in place of an older such line. */
export function renderTakenDown(body: string, reason: TakeDownReason): string {
  const why = {
    closed: 'this thread was closed',
    unlabelled: 'the label was removed',
    destroyed: '`/branch-prod destroy` asked for it',
    'branch-deleted': 'the branch of this pull request was deleted',
  }[reason];
  const line = `${takenDown}${why}. What still ran was ended; branch and preview are gone, and links to the preview below lead nowhere.`;
  return `${line}\n\n${body.replace(takenDownLine, '')}`;
}

/** The answer on a repository that has no config. */
export function renderSetUp(): string {
  return document(
    '## branch-prod is not set up on this repository',
    'Three steps, all on the default branch, and nothing of production is read before they are done:',
    [
      '1. **The config**: commit this as `.github/branch-prod.yml` and name your own columns. A column that could hold ' +
        'text and is not listed stops the run, so nothing is shown by mistake. `branch-prod check` says what is wrong, with the line.',
      '2. **The workflow**: copy `.github/workflows/branch-prod.yml` from the repository of branch-prod to the same ' +
        "path. Its `runs-on` has to name a self-hosted runner on the machine that holds the replica's files (`source.dataDirectory`).",
      '3. **The secrets**: under Settings → Secrets and variables → Actions, add `PRODUCTION_REPLICA_URL` (a replica, with a ' +
        'role that may make a backup) and `BRANCH_PROD_MASK_KEY` (`openssl rand -hex 32`; keep it, the same key gives the ' +
        'same pseudonyms). What else the config reads from the environment is a secret too, which the workflow has to pass on.',
    ].join('\n'),
    `\`\`\`yaml\n${setUpConfig}\`\`\``,
    'Then comment `/branch-prod` here.',
  );
}

/** The answer to somebody who may not start investigations; says no more than that. */
export function renderRefusal(): string {
  return document(
    'Only people with enough rights on this repository can start an investigation. Somebody who has them can ' +
      'comment `/branch-prod`.',
  );
}

/**
 * The answer to an issue whose case can't be read.
 *
 * @param missing what to add or correct, as sentences that are safe in Markdown.
 */
export function renderUnreadableCase(missing: readonly string[]): string {
  return document(
    '## The case in this issue can’t be read yet',
    missing.map((sentence) => `- ${sentence}`).join('\n'),
    '### How to go on',
    'Edit the issue, then comment `/branch-prod`. Instead of the form, the issue can hold the case as a block:',
    exampleCase,
  );
}

/**
 * The answer to a command of which a later version is needed.
 *
 * @param command as it is written, without `/branch-prod`.
 * @param part what it comes with, in our own words, such as `the host`.
 */
export function renderNotThere(command: string, part: string): string {
  return document(
    `${codeSpan(`/branch-prod ${command}`)} is not there yet: it comes with ${part}. ` +
      '`/branch-prod help` lists what is.',
  );
}

const takenDown = '**Taken down**: ';
/** Reports begin with a heading of our own, so that no text from outside can stand here. */
const takenDownLine = /^\*\*Taken down\*\*: [^\n]*(?:\n\n|$)/;

const lostOtherwise = {
  headline: 'the run ended without a report',
  reason: 'It failed before it could say why; its log has the reason.',
};

const lost: ReadonlyMap<string, typeof lostOtherwise> = new Map([
  [
    'cancelled',
    {
      headline: 'the run was cancelled',
      reason: 'Somebody cancelled it, or a newer request of this thread took its place.',
    },
  ],
  [
    'timed_out',
    {
      headline: 'the run took too long',
      reason: 'It reached the time limit of its job (`timeout-minutes` in the workflow).',
    },
  ],
  [
    'startup_failure',
    {
      headline: 'the run could not start',
      reason: 'GitHub refused `.github/workflows/branch-prod.yml`; the run’s page says why.',
    },
  ],
  [
    'stale',
    {
      headline: 'the runner was lost',
      reason: 'GitHub waited and heard nothing more of it.',
    },
  ],
]);

const exampleCase = `\`\`\`\`yaml
\`\`\`branch-prod
question: Does the warranty cover water damage?
mustContain: ["not covered"]
mustNotContain: ["is covered"]
\`\`\`
\`\`\`\``;

function runLine(runUrl: string | undefined): string | undefined {
  return runUrl === undefined ? undefined : webLink('The run and its log', runUrl);
}

function document(...blocks: (string | undefined)[]): string {
  return `${blocks.filter((block) => block !== undefined).join('\n\n')}\n`;
}
