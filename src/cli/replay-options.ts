import { InvalidArgumentError, Option } from 'commander';
import { instantSchema } from '../config/instant.ts';
import { mostTrials } from '../config/replay-schema.ts';

/** `--case`, as all commands have it that replay cases. */
export function caseOption(): Option {
  return repeatedOption('--case <file>', 'a case; can be repeated', 'all of replay.cases');
}

/** An option that can be given several times: a list of what `parse` makes of it. `none` says what it is without. */
export function repeatedOption(
  flags: string,
  description: string,
  none: string,
  parse: (text: string) => unknown = (text) => text,
): Option {
  return new Option(flags, description)
    .default([], none)
    .argParser((text, before: unknown[]) => [...before, parse(text)]);
}

/** `--ref`, as all commands have it that start a preview. */
export function refOption(): Option {
  return new Option('--ref <ref>', 'the commit to preview (default: preview.ref)');
}

/** `--trials`: exactly so many, from 1 to 100. */
export function trialsOption(): Option {
  return new Option('--trials <number>', 'how often each case is replayed').argParser((text) => {
    const number = Number(text);
    if (Number.isInteger(number) && number >= 1 && number <= mostTrials) return number;
    throw new InvalidArgumentError(`It must be a whole number from 1 to ${mostTrials}.`);
  });
}

/** `--at`: an instant of the past, whose data are branched. */
export function atOption(): Option {
  return new Option(
    '--at <time>',
    'branch production as it was then (needs source.archive)',
  ).argParser(parseInstant);
}

/** The instant that an argument names. Throws what Commander shows as bad usage. */
export function parseInstant(text: string): Date {
  const { data, error } = instantSchema.safeParse(text);
  if (data === undefined) throw new InvalidArgumentError(`It ${error?.issues[0]?.message}.`);
  return data;
}

/** `--json`, as all commands have it that make a result. */
export function resultOption(): Option {
  return new Option('--json', 'print the result document on standard output');
}

/** `--markdown`, as all commands have it that make a result. */
export function markdownOption(): Option {
  return new Option('--markdown <file>', 'write the report as Markdown');
}
