import type { Draw } from './keyed-draws.ts';
import { namePool } from './name-pool.ts';
import { type Script, syllabic } from './name-script.ts';

interface Pieces {
  heads: readonly string[];
  middles: readonly string[];
  tails: readonly string[];
}

/** Where names can be cut: before the vowels of an alphabet that writes them. */
const vowels: Partial<Record<Script, string>> = {
  Latin: 'aeiouy',
  Cyrillic: 'аеёиоуыэюя',
  Greek: 'αεηιουω',
  Georgian: 'აეიოუ',
  Armenian: 'աեէըիոօու',
  Thai: 'ะาำเแโใไ\u0e31\u0e34-\u0e3a',
};

const pieces = new Map<Script, Pieces>();

/**
 * A name that nobody has and anybody could: pieces of last names put together ("Masarson"), some hundred millions
 * in Latin letters. In syllabic scripts it is `signs` signs of given names; in alphabets that write no vowels it is
 * whole names joined. `more` makes it longer, below 0 shorter.
 */
export function blendName(script: Script, signs: number, more: number, draw: Draw): string {
  const { heads, middles, tails } = piecesOf(script);
  const pick = (list: readonly string[]) => list[draw(list.length)] as string;
  if (syllabic.has(script)) {
    return Array.from({ length: Math.min(signs, 4) + more }, () => pick(middles)).join('');
  }
  let name = pick(heads);
  // Whole names are long enough, unless they are too few to keep words apart.
  const isEnough = heads === tails && heads.length > 200;
  const between = more + (isEnough ? 0 : 1);
  for (let count = 0; count < between; count += 1) name += pick(middles);
  return name + pick(tails);
}

function piecesOf(script: Script): Pieces {
  let made = pieces.get(script);
  if (!made) {
    made = cutNames(script);
    pieces.set(script, made);
  }
  return made;
}

function cutNames(script: Script): Pieces {
  const { first, last } = namePool(script);
  const all = [...first, ...last];
  const unique = (list: string[]) => [...new Set(list)];
  if (syllabic.has(script)) {
    return { heads: [], middles: unique(first.flatMap((name) => [...name])), tails: [] };
  }
  const vowel = vowels[script];
  if (vowel === undefined) return { heads: all, middles: all, tails: all };
  // "Mason" is the head "mas" and the tail "on"; "kowalczyk" has the middle "al".
  const head = new RegExp(`^(.*?[^${vowel}])[${vowel}]+[^${vowel}]*$`, 'u');
  const tail = new RegExp(`[${vowel}]+[^${vowel}]*$`, 'u');
  const middle = new RegExp(`^.*?[^${vowel}]([${vowel}][^${vowel}]{1,2})[${vowel}]`, 'u');
  const lengths = (list: string[], longest: number) =>
    list.filter((piece) => piece.length <= longest);
  return {
    heads: lengths(unique(last.flatMap((name) => head.exec(name)?.[1] ?? [])), 6),
    middles: common(all.flatMap((name) => middle.exec(name)?.[1] ?? [])),
    tails: lengths(common(last.flatMap((name) => tail.exec(name)?.[0] ?? [])), 4),
  };
}

/** What stands in many names, so that a blend sounds like one. */
function common(list: string[]): string[] {
  const counts = new Map<string, number>();
  for (const piece of list) counts.set(piece, (counts.get(piece) ?? 0) + 1);
  const often = [...counts]
    .filter(([, count]) => count > list.length / 500)
    .map(([piece]) => piece);
  return often.length > 30 ? often : [...counts.keys()];
}
