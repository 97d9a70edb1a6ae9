import { didYouMean } from '../../config/nearest.ts';
import { quoted } from './quoted.ts';
import { problem, type Read } from './read.ts';

/** The options of all commands, named and meant as on the command line, without their dashes. */
const options = ['case', 'trials', 'at', 'ref', 'model', 'base'] as const;
export type Option = (typeof options)[number];

/** The values of each option that is there, in their order. */
export type GivenOptions = ReadonlyMap<Option, readonly string[]>;

/** Tells options, written `--ref main` or `--ref=main`, from the other words. Which command takes which is not looked at. */
export function splitOptions(
  words: readonly string[],
): Read<{ given: GivenOptions; rest: string[] }> {
  const given = new Map<Option, string[]>();
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
    const value = inline ?? words[++at] ?? '';
    if (value === '' || value.startsWith('-')) return problem(`\`--${option}\` needs a value`);
    const values = given.get(option);
    if (values === undefined) given.set(option, [value]);
    else values.push(value);
  }
  return { value: { given, rest } };
}

function splitAtEquals(word: string): [string, string | undefined] {
  const at = word.indexOf('=');
  return at === -1 ? [word, undefined] : [word.slice(0, at), word.slice(at + 1)];
}
