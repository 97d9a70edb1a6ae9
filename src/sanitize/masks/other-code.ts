import type { MaskContext } from './mask.ts';
import { otherNumber } from './other-number.ts';

const digits = '0123456789';
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

const other = otherNumber('code');

/**
 * Another code of capital letters and digits: as long, letters and digits in the same places, leading zeros kept.
 * Different codes get different ones, and none itself. Characters that are neither stay.
 *
 * @param lettersAt the letters that are used at a place, where not all are.
 */
export function otherCode(
  code: string,
  context: MaskContext,
  attempt: number,
  lettersAt: (index: number) => string = () => letters,
): string {
  const zeros = /^0*(?=\d)/.exec(code)?.[0].length ?? 0;
  let masked = code.slice(0, zeros);
  // So many of 36 are the most whose number is exact.
  for (let start = zeros; start < code.length; start += 9) {
    const piece = [...code.slice(start, start + 9)];
    const alphabets = piece.map((character, index) =>
      alphabetOf(character, index === 0 && start === zeros, lettersAt(start + index)),
    );
    masked += otherPiece(piece, alphabets, context, attempt);
  }
  return masked;
}

function alphabetOf(character: string, isFirst: boolean, allowed: string): string {
  if (/\d/.test(character)) return isFirst && character !== '0' ? digits.slice(1) : digits;
  if (!/[A-Z]/.test(character)) return character;
  return allowed.includes(character) ? allowed : letters;
}

function otherPiece(
  piece: readonly string[],
  alphabets: readonly string[],
  context: MaskContext,
  attempt: number,
): string {
  const size = alphabets.reduce((product, { length }) => product * length, 1);
  if (size < 2) return piece.join('');
  const value = piece.reduce((sum, character, index) => {
    const alphabet = alphabets[index] as string;
    return sum * alphabet.length + alphabet.indexOf(character);
  }, 0);
  let rest = other(context, value, size, attempt);
  let masked = '';
  for (const alphabet of [...alphabets].reverse()) {
    masked = alphabet.charAt(rest % alphabet.length) + masked;
    rest = Math.floor(rest / alphabet.length);
  }
  return masked;
}
