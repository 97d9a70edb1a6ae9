import { distance } from 'fastest-levenshtein';
import { excerpt } from '../../excerpt.ts';
import type { RecordedRequest } from './cassette-file.ts';

/** Where a request differs from the recorded one that is most like it. */
export interface Difference {
  /** As in `body.messages[0].content`. */
  readonly place: string;
  /** Cut at 200 characters, around where they begin to differ; `undefined` where there is nothing. */
  readonly recorded: string | undefined;
  readonly asked: string | undefined;
}

/** Longer texts are compared by this part of them alone: Levenshtein's distance takes the product of both lengths. */
const COMPARED = 200;
/** Characters shown before the first one that differs. */
const BEFORE = 40;

/**
 * The differences from the nearest of some requests: the one that differs in the fewest places, of several such the
 * one whose texts there are most alike (Levenshtein). `undefined` if there is none.
 */
export function differencesFromNearest(
  asked: RecordedRequest,
  recorded: Iterable<RecordedRequest>,
): Difference[] | undefined {
  const wanted = leaves(asked);
  let best: { pairs: Pair[]; unlike: number } | undefined;
  for (const request of recorded) {
    const pairs = differing(leaves(request), wanted);
    if (best !== undefined && pairs.length > best.pairs.length) continue;
    const unlike = pairs.reduce((sum, pair) => sum + unlikeness(pair), 0);
    if (best === undefined || pairs.length < best.pairs.length || unlike < best.unlike) {
      best = { pairs, unlike };
    }
  }
  return best?.pairs.map(({ place, recorded, asked }) => {
    const from = Math.max(0, firstDifference(recorded ?? '', asked ?? '') - BEFORE);
    return { place, recorded: shown(recorded, from), asked: shown(asked, from) };
  });
}

interface Pair {
  readonly place: string;
  readonly recorded: string | undefined;
  readonly asked: string | undefined;
}

function leaves(value: unknown, place = '', found = new Map<string, string>()) {
  if (Array.isArray(value)) {
    for (const [index, member] of value.entries()) leaves(member, `${place}[${index}]`, found);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, member] of Object.entries(value)) {
      leaves(member, place === '' ? name : `${place}.${name}`, found);
    }
  } else {
    found.set(place, typeof value === 'string' ? value : JSON.stringify(value));
  }
  return found;
}

function differing(recorded: ReadonlyMap<string, string>, asked: ReadonlyMap<string, string>) {
  return [...new Set([...asked.keys(), ...recorded.keys()])]
    .map((place): Pair => ({ place, recorded: recorded.get(place), asked: asked.get(place) }))
    .filter((pair) => pair.recorded !== pair.asked);
}

/** 0 for equal texts, up to 1 for those that share nothing. Beyond a limit, all that follows counts as different. */
function unlikeness({ recorded = '', asked = '' }: Pair): number {
  const from = firstDifference(recorded, asked);
  const edits = distance(recorded.slice(from, from + COMPARED), asked.slice(from, from + COMPARED));
  const longest = Math.max(recorded.length, asked.length);
  const beyond = Math.max(0, longest - from - COMPARED);
  return longest === 0 ? 0 : (edits + beyond) / longest;
}

function firstDifference(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  let index = 0;
  while (index < shorter && a[index] === b[index]) index++;
  return index;
}

function shown(text: string | undefined, from: number): string | undefined {
  return text === undefined ? undefined : excerpt(`${from > 0 ? '…' : ''}${text.slice(from)}`);
}
