import type { Result, Verdict } from '../investigation/result.ts';
import { facts } from './facts.ts';
import { codeSpan } from './markdown/code.ts';
import { comparisonTable } from './markdown/comparison-table.ts';
import { explanationBlocks } from './markdown/explanation-blocks.ts';
import { type Failure, failureBlocks } from './markdown/failure-document.ts';
import { type Limits, renderToFit } from './markdown/fit.ts';
import { goOnLines } from './markdown/go-on.ts';
import { cutText, plainLine, plainText } from './plain-text.ts';
import { publicResult } from './public/public-result.ts';
import { publicMessage } from './public.ts';
import { counted } from './quantities.ts';
import { failureHeadline, headline } from './wording.ts';

/** GitHub takes this many annotations in one request. */
const maxAnnotations = 50;
const maxTitleLength = 255;
const maxMessageLength = 2000;

/** A line of a file that the check points at, in the words of GitHub's REST API. */
export interface CheckAnnotation {
  readonly path: string;
  /** Both count from 1. */
  readonly start_line: number;
  readonly end_line: number;
  readonly annotation_level: 'notice' | 'warning' | 'failure';
  /** Plain text, shown as it is. */
  readonly message: string;
  readonly title: string;
}

/**
 * A concluded check run, in the words of GitHub's REST API; `summary` is Markdown.
 * https://docs.github.com/en/rest/checks/runs#update-a-check-run
 */
export interface CheckOutput {
  readonly conclusion: 'success' | 'failure' | 'neutral' | 'cancelled';
  readonly title: string;
  readonly summary: string;
  readonly annotations: readonly CheckAnnotation[];
}

/** A line of a prompt file that the commit changes; it counts from 1. */
export interface PromptLine {
  readonly path: string;
  readonly line: number;
}

/**
 * The check run of an investigation with a result.
 *
 * @param options.notes sentences of our own in Markdown, such as that the commit's config was ignored.
 * @param options.promptLines what to point at when a case fails.
 */
export function renderCheckRun({
  result,
  publicRepository,
  notes,
  promptLines,
}: {
  result: Result;
  publicRepository: boolean;
  notes: readonly string[];
  promptLines: readonly PromptLine[];
}): CheckOutput {
  const shown = publicRepository ? publicResult(result) : result;
  const title = headline(shown.replays);
  const summary = renderToFit(shown.replays.length, (limits) => {
    const quote = (text: string) => codeSpan(cutText(text, limits.text));
    const left = shown.replays.length - limits.sections;
    return joinBlocks([
      `## ${title}`,
      shown.replays.length > 0 ? comparisonTable(shown, limits) : undefined,
      left > 0 ? `${counted(left, 'more case')} left out: the result as JSON has all.` : undefined,
      ...explainedCases(shown, limits),
      ...notes,
      factLines(shown, quote),
      '### How to go on',
      goOnLines(shown)
        .map((line) => `- ${line}`)
        .join('\n'),
    ]);
  });
  const isFailing = shown.replays.some(({ verdict }) => failing.has(verdict));
  return {
    conclusion: conclusionOf(shown),
    title: cutTitle(title),
    summary,
    annotations: isFailing ? promptLines.slice(0, maxAnnotations).map(promptAnnotation(title)) : [],
  };
}

/** The check run of an investigation that ended without a verdict. */
export function renderFailedCheckRun({
  failure,
  publicRepository,
  notes,
}: {
  failure: Failure;
  publicRepository: boolean;
  /** As in {@link renderCheckRun}. */
  notes: readonly string[];
}): CheckOutput {
  const shown = publicRepository ? { ...failure, message: publicMessage(failure) } : failure;
  const summary = renderToFit(0, (limits) =>
    joinBlocks([...failureBlocks(shown, limits), ...notes]),
  );
  return {
    conclusion: shown.code === 'interrupted' ? 'cancelled' : 'failure',
    title: cutTitle(failureHeadline(shown)),
    summary,
    annotations: shown.code === 'config-invalid' ? configAnnotations(shown.message) : [],
  };
}

/** `failure` as soon as one case fails or gives no answer, then `neutral` as soon as one settles nothing. */
export function conclusionOf({ replays }: Result): 'success' | 'failure' | 'neutral' {
  const verdicts = new Set(replays.map(({ verdict }) => verdict));
  if (verdicts.has('error') || [...failing].some((verdict) => verdicts.has(verdict))) {
    return 'failure';
  }
  return verdicts.size === 0 || verdicts.has('inconclusive') ? 'neutral' : 'success';
}

/** The verdicts that say that a case fails on the commit. */
const failing: ReadonlySet<Verdict> = new Set(['reproduced', 'not-fixed', 'regressed']);

function explainedCases(result: Result, { text: textLimit, sections }: Limits): string[] {
  return result.replays.slice(0, sections).flatMap((replay) => {
    const blocks = explanationBlocks(result, replay, { textLimit, answers: false });
    const name = codeSpan(cutText(replay.case, textLimit));
    return blocks.length === 0 ? [] : [`### Case ${name}`, ...blocks];
  });
}

function factLines(result: Result, quote: (text: string) => string): string {
  return facts(result, quote)
    .filter(({ name }) => ['proof', 'differs', 'source'].includes(name))
    .map(({ name, text }) => `- **${name}**: ${text}`)
    .join('\n');
}

function promptAnnotation(verdict: string) {
  return ({ path, line }: PromptLine): CheckAnnotation => ({
    path,
    start_line: line,
    end_line: line,
    annotation_level: 'warning',
    title: 'This prompt was part of what failed',
    message: `${verdict} The model was told this when it answered; the records that it was given are the other half.`,
  });
}

/** One annotation a line of the message that formatProblem made of the committed config; other lines have no place. */
function configAnnotations(message: string): CheckAnnotation[] {
  const place = /^(?:[^\s:]+:)?(\.github\/branch-prod\.yml):([1-9]\d{0,8}):\d+: (.*)$/;
  return message
    .split('\n')
    .flatMap((text) => {
      const [, path, line, problem] = place.exec(text) ?? [];
      if (path === undefined || problem === undefined) return [];
      return [
        {
          path,
          start_line: Number(line),
          end_line: Number(line),
          annotation_level: 'failure' as const,
          title: 'The config is invalid',
          message: cutText(plainText(problem), maxMessageLength),
        },
      ];
    })
    .slice(0, maxAnnotations);
}

function cutTitle(text: string): string {
  const line = plainLine(text);
  return line.length <= maxTitleLength
    ? line
    : `${line.slice(0, maxTitleLength - 1)}…`.toWellFormed();
}

function joinBlocks(blocks: readonly (string | undefined)[]): string {
  return `${blocks.filter((block) => block !== undefined).join('\n\n')}\n`;
}
