import { z } from 'zod';
import { durationSchema } from '../../config/duration.ts';
import { didYouMean } from '../../config/nearest.ts';
import { longestTtl } from '../../config/preview-schema.ts';
import { mostTrials } from '../../config/replay-schema.ts';
import { caseNameSchema } from '../../replay/case.ts';
import { mostCases } from '../order.ts';
import { readCasePath } from './case-path.ts';
import type { Command } from './command.ts';
import { quoted } from './quoted.ts';

/** Commands that start an investigation: they take names of cases and all options. */
const investigations = ['run', 'replay', 'bisect', 'explain'] as const;
const commands = [...investigations, 'status', 'extend', 'destroy', 'keep', 'help'] as const;
const options = ['trials', 'at', 'ref'] as const;

const timeSchema = z.iso.datetime({ offset: true });

/** A value, or the sentence (Markdown) that says why there is none. */
type Read<Value> = { value: Value } | { problem: string };

/**
 * What a comment asks for; `undefined` unless its first line that is not blank begins with the word `/branch-prod`.
 * Only that line counts. Takes linear time, and whatever it answers quotes the comment as code, cut at 60 characters.
 */
export function parseCommand(body: string): Command | undefined {
  const line = body.split(/\r\n|\n|\r/).find((each) => each.trim() !== '') ?? '';
  // Four blanks make it code, which somebody shows and doesn't mean.
  const start = /^ {0,3}\/branch-prod(?=\s|$)/.exec(line);
  if (start === null) return undefined;
  const words = line.slice(start[0].length).split(/\s+/).filter(Boolean);
  const read = readCommand(words);
  return 'value' in read ? read.value : { name: 'unreadable', problem: read.problem };
}

/** All commands and options as a Markdown list, each with an example. */
export function helpText(): string {
  return `Write a command as the first line of a comment:

- \`/branch-prod\` or \`/branch-prod run\` branches production and replays the case of this thread
- \`/branch-prod replay wrong-price\` replays committed cases, one or more, by their names
- \`/branch-prod bisect\` finds the records that cause the failure
- \`/branch-prod explain\` says what else could have caused it
- \`/branch-prod status\` says what runs for this thread
- \`/branch-prod extend 4h\` lets the preview live longer
- \`/branch-prod destroy\` ends the preview and deletes its data
- \`/branch-prod keep wrong-price\` opens a pull request that adds the case of this thread as a regression test
- \`/branch-prod help\` shows this list

Options of \`run\`, \`replay\`, \`bisect\` and \`explain\`:

- \`--trials 10\`: how often each case is repeated, 1 to ${mostTrials} times
- \`--at 2026-03-01T14:05:00Z\`: production as it was at that time
- \`--ref 4f2a9c1\`: the branch, tag or commit to preview`;
}

function readCommand(words: readonly string[]): Read<Command> {
  const split = splitOptions(words);
  if ('problem' in split) return split;
  const { given, rest } = split.value;
  const [first = 'run', ...values] = rest;
  const name = commands.find((each) => each === first.toLowerCase());
  if (name === undefined) {
    return problem(`${quoted(first)} is no command${didYouMean(first, commands)}`);
  }
  if (isInvestigation(name)) return readInvestigation(name, values, given);
  const [option] = given.keys();
  if (option !== undefined) return problem(`\`${name}\` takes no option \`--${option}\``);
  switch (name) {
    case 'extend':
      return readExtension(values);
    case 'keep':
      return readKeep(values);
    default:
      if (values[0] === undefined) return { value: { name } };
      return problem(`\`${name}\` takes nothing more, but there is ${quoted(values[0])}`);
  }
}

type Option = (typeof options)[number];

function splitOptions(
  words: readonly string[],
): Read<{ given: Map<Option, string>; rest: string[] }> {
  const given = new Map<Option, string>();
  const rest: string[] = [];
  for (let at = 0; at < words.length; at++) {
    // Phones make one dash out of two.
    const word = (words[at] as string).replace(/^[\u2013\u2014]/, '--');
    if (!word.startsWith('-')) {
      rest.push(word);
      continue;
    }
    const [written, inline] = splitAtEquals(word);
    const option = options.find((each) => `--${each}` === written);
    if (option === undefined) {
      const known = options.map((each) => `--${each}`);
      return problem(`${quoted(written)} is no option${didYouMean(written, known)}`);
    }
    if (given.has(option)) return problem(`\`--${option}\` is there twice`);
    const value = inline ?? words[++at] ?? '';
    if (value === '' || value.startsWith('-')) return problem(`\`--${option}\` needs a value`);
    given.set(option, value);
  }
  return { value: { given, rest } };
}

function splitAtEquals(word: string): [string, string | undefined] {
  const at = word.indexOf('=');
  return at === -1 ? [word, undefined] : [word.slice(0, at), word.slice(at + 1)];
}

function isInvestigation(name: string): name is (typeof investigations)[number] {
  return (investigations as readonly string[]).includes(name);
}

function readInvestigation(
  name: (typeof investigations)[number],
  values: readonly string[],
  given: ReadonlyMap<Option, string>,
): Read<Command> {
  const cases = new Set<string>();
  for (const value of values) {
    const read = readCaseName(value);
    if ('problem' in read) return read;
    cases.add(read.value);
    if (cases.size > mostCases) return problem(`\`${name}\` takes at most ${mostCases} cases`);
  }
  const [trials, at, ref] = options.map((option) => given.get(option));
  if (trials !== undefined && !(/^[1-9]\d*$/.test(trials) && Number(trials) <= mostTrials)) {
    return problem(`\`--trials\` takes a number from 1 to ${mostTrials}, not ${quoted(trials)}`);
  }
  if (at !== undefined && !timeSchema.safeParse(at).success) {
    const example = '`2026-03-01T14:05:00Z`';
    return problem(`\`--at\` takes a time with its zone, such as ${example}, not ${quoted(at)}`);
  }
  if (ref !== undefined && !isRef(ref)) {
    return problem(`\`--ref\` takes a branch, tag or commit, not ${quoted(ref)}`);
  }
  return {
    value: {
      name,
      cases: [...cases],
      ...(trials !== undefined && { trials: Number(trials) }),
      ...(at !== undefined && { at }),
      ...(ref !== undefined && { ref }),
    },
  };
}

/** What can be the name of a ref; see https://git-scm.com/docs/git-check-ref-format */
function isRef(text: string): boolean {
  return text.length <= 255 && !/^[-/]|[\s\p{C}~^:?*[\\]|\.\.|@\{|\/\/|[./]$/u.test(text);
}

function readCaseName(word: string): Read<string> {
  const path = word.includes('/') ? readCasePath(word) : word;
  const name = path?.slice(path.lastIndexOf('/') + 1).replace(/\.ya?ml$/, '');
  const { data, success } = caseNameSchema.safeParse(name);
  if (success) return { value: data };
  return problem(`${quoted(word)} is no case: write its name, or its path in the repository`);
}

function readExtension([duration, more]: readonly string[]): Read<Command> {
  if (duration === undefined) return problem('`extend` needs a duration, such as `extend 4h`');
  if (more !== undefined) return problem(`\`extend\` takes one duration, not also ${quoted(more)}`);
  const { data: milliseconds } = durationSchema.safeParse(duration);
  if (milliseconds === undefined || milliseconds > longestTtl) {
    return problem(`\`extend\` takes \`30m\`, \`4h\` or up to \`14d\`, not ${quoted(duration)}`);
  }
  return { value: { name: 'extend', milliseconds } };
}

function readKeep([word, more]: readonly string[]): Read<Command> {
  if (more !== undefined) return problem(`\`keep\` takes one name, not also ${quoted(more)}`);
  if (word === undefined) return { value: { name: 'keep' } };
  const read = readCaseName(word);
  return 'value' in read ? { value: { name: 'keep', case: read.value } } : read;
}

function problem(text: string): { problem: string } {
  return { problem: text.endsWith('?') ? text : `${text}.` };
}
