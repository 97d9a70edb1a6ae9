import { z } from 'zod';
import { mostTrials } from '../../config/replay-schema.ts';
import { modelNameSchema, mostAlternatives, mostCases } from '../order.ts';
import { readCaseName } from './case-name.ts';
import type { InvestigationCommand } from './command.ts';
import type { GivenOptions, Option } from './command-options.ts';
import { quoted } from './quoted.ts';
import { problem, type Read } from './read.ts';

/** How often a command takes an option; one that is not named here it does not take. */
const usual: Partial<Record<Option, number>> = { case: mostCases, trials: 1, at: 1, ref: 1 };
const limits: Record<InvestigationCommand['name'], typeof usual> = {
  run: usual,
  replay: usual,
  bisect: usual,
  explain: { ...usual, at: 1 + mostAlternatives, model: mostAlternatives, base: mostAlternatives },
};

const timeSchema = z.iso.datetime({ offset: true });

/** Whether this names a command that starts an investigation. */
export function isInvestigation(name: string): name is InvestigationCommand['name'] {
  return Object.hasOwn(limits, name);
}

/**
 * Reads what comes after such a command.
 *
 * @param words names or paths of cases, as `--case` gives them, too
 */
export function readInvestigation(
  name: InvestigationCommand['name'],
  words: readonly string[],
  given: GivenOptions,
): Read<InvestigationCommand> {
  const unfit = findUnfit(name, given);
  if (unfit !== undefined) return unfit;
  const cases = readCases(name, [...words, ...(given.get('case') ?? [])]);
  if ('problem' in cases) return cases;
  const [trials] = given.get('trials') ?? [];
  const [ref] = given.get('ref') ?? [];
  const [at, ...instants] = given.get('at') ?? [];
  const options = {
    cases: cases.value,
    ...(trials !== undefined && { trials: Number(trials) }),
    ...(at !== undefined && { at }),
    ...(ref !== undefined && { ref }),
  };
  if (name !== 'explain') return { value: { name, ...options } };
  const models = distinct(given.get('model'));
  const prompts = distinct(given.get('base'));
  return {
    value: { name, ...options, alternatives: { models, instants: distinct(instants), prompts } },
  };
}

/** What is wrong with the options alone, if anything is. */
function findUnfit(
  name: InvestigationCommand['name'],
  given: GivenOptions,
): { problem: string } | undefined {
  for (const [option, values] of given) {
    const limit = limits[name][option];
    if (limit === undefined) return problem(`\`${name}\` takes no option \`--${option}\``);
    if (values.length > limit) {
      return limit === 1
        ? problem(`\`--${option}\` is there twice`)
        : problem(`\`${name}\` takes \`--${option}\` at most ${limit} times`);
    }
    // What is no case is said alike wherever it stands.
    if (option === 'case') continue;
    const { isFit, what } = kinds[option];
    const unfit = values.find((value) => !isFit(value));
    if (unfit !== undefined) return problem(`\`--${option}\` takes ${what}, not ${quoted(unfit)}`);
  }
  return undefined;
}

const refs = { isFit: isRef, what: 'a branch, tag or commit' };

/** What can be the value of each option, and how that is called. */
const kinds: Record<
  Exclude<Option, 'case'>,
  { isFit: (value: string) => boolean; what: string }
> = {
  trials: {
    isFit: (value) => /^[1-9]\d*$/.test(value) && Number(value) <= mostTrials,
    what: `a number from 1 to ${mostTrials}`,
  },
  at: {
    isFit: (value) => timeSchema.safeParse(value).success,
    what: 'a time with its zone, such as `2026-03-01T14:05:00Z`',
  },
  ref: refs,
  model: {
    isFit: (value) => modelNameSchema.safeParse(value).success,
    what: 'the name of a model, such as `gpt-4.1-2025-04-14`',
  },
  base: refs,
};

/** What can be the name of a ref; see https://git-scm.com/docs/git-check-ref-format */
function isRef(text: string): boolean {
  return text.length <= 255 && !/^[-/]|[\s\p{C}~^:?*[\\]|\.\.|@\{|\/\/|[./]$/u.test(text);
}

function readCases(name: string, words: readonly string[]): Read<string[]> {
  const cases = new Set<string>();
  for (const word of words) {
    const read = readCaseName(word);
    if ('problem' in read) return read;
    cases.add(read.value);
    if (cases.size > mostCases) return problem(`\`${name}\` takes at most ${mostCases} cases`);
  }
  return { value: [...cases] };
}

function distinct(values: readonly string[] = []): string[] {
  return [...new Set(values)];
}
