import { keyedDraws } from './keyed-draws.ts';
import type { MaskContext } from './mask.ts';
import { largestRange, otherNumber } from './other-number.ts';

/** The characters that may stand in a character's place, itself among them; `undefined` is for one that stays. */
export type Pool = string | readonly string[] | undefined;

/**
 * Puts other characters in place of those that have choices. As long as there are up to 2^52 texts of the same form it
 * is one-to-one and never the same text; beyond that, chance keeps pseudonyms apart.
 */
export function otherCharacters(domain: string) {
  const other = otherNumber(domain);
  return (
    characters: readonly string[],
    choices: readonly Pool[],
    context: MaskContext,
    attempt: number,
  ): string => {
    const size = countTexts(choices);
    if (size === 1) return characters.join('');
    if (size > largestRange) return drawAll(domain, characters, choices, context, attempt);
    let number = 0;
    choices.forEach((pool, index) => {
      if (pool) number = number * pool.length + pool.indexOf(characters[index] as string);
    });
    let rest = other(context, number, size, attempt);
    const masked = [...characters];
    for (let index = choices.length - 1; index >= 0; index -= 1) {
      const pool = choices[index];
      if (!pool) continue;
      masked[index] = pool[rest % pool.length] as string;
      rest = Math.floor(rest / pool.length);
    }
    return masked.join('');
  };
}

/** How many texts the choices allow; more than {@link largestRange} is not counted. */
function countTexts(choices: readonly Pool[]): number {
  let size = 1;
  for (const pool of choices) {
    if (pool) size *= pool.length;
    if (size > largestRange) break;
  }
  return size;
}

function drawAll(
  domain: string,
  characters: readonly string[],
  choices: readonly Pool[],
  { hash }: MaskContext,
  attempt: number,
): string {
  const draw = keyedDraws(hash, domain, `${attempt}\0${characters.join('')}`);
  let masked = '';
  choices.forEach((pool, index) => {
    masked += pool ? pool[draw(pool.length)] : characters[index];
  });
  return masked;
}
