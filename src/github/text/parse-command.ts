import { durationSchema } from '../../config/duration.ts';
import { didYouMean } from '../../config/nearest.ts';
import { longestTtl } from '../../config/preview-schema.ts';
import { mostTrials } from '../../config/replay-schema.ts';
import { readCaseName } from './case-name.ts';
import type { Command } from './command.ts';
import { splitOptions } from './command-options.ts';
import { isInvestigation, readInvestigation } from './investigation-command.ts';
import { quoted } from './quoted.ts';
import { problem, type Read } from './read.ts';

const investigations = ['run', 'replay', 'bisect', 'explain'] as const;
const commands = [...investigations, 'status', 'extend', 'destroy', 'keep', 'help'] as const;

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
- \`/branch-prod bisect\` replays, and finds the records without which the failure is gone
- \`/branch-prod explain\` does that, and replays with another prompt, model or retrieval, one thing changed at a time
- \`/branch-prod status\` says what runs for this thread
- \`/branch-prod extend 4h\` lets the preview live longer
- \`/branch-prod destroy\` ends the preview and deletes its data
- \`/branch-prod keep wrong-price\` opens a pull request that adds the case of this thread as a regression test
- \`/branch-prod help\` shows this list

Options of \`run\`, \`replay\`, \`bisect\` and \`explain\`:

- \`--case wrong-price\`: a committed case, which can stand without \`--case\`, too; can be repeated
- \`--trials 10\`: how often each case is repeated, 1 to ${mostTrials} times
- \`--at 2026-03-01T14:05:00Z\`: production as it was at that time
- \`--ref 4f2a9c1\`: the branch, tag or commit to preview

Options of \`explain\`, which can be repeated:

- \`--model gpt-4.1-2025-04-14\`: a model to replay with
- \`--base main\`: a branch, tag or commit whose prompts are tried; on a pull request without it, its base
- \`--at 2026-03-01T14:05:00Z\`: also tries the data of today, and given again, those of another time`;
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
