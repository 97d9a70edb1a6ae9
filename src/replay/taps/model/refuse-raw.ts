import { setImmediate } from 'node:timers/promises';
import type { FindRaw } from '../../../sanitize/find-raw.ts';
import { eachString } from './each-string.ts';
import { unreadable } from './read-body.ts';
import { Refusal } from './refusal.ts';
import { slices } from './text-slices.ts';

/** Milliseconds for which the search lets nothing else happen: streams and the PostgreSQL tap go on meanwhile. */
const TURN = 20;

/**
 * Looks for raw personal values in everything that a request says.
 *
 * @throws {Refusal} 422 that names the column of the first one, or says why it could not be looked at
 */
export async function refuseRaw(said: unknown, findRaw: FindRaw): Promise<void> {
  try {
    const texts = new Set<string>();
    eachString(said, (text) => texts.add(text));
    let began = performance.now();
    for (const text of texts) {
      for (const slice of slices(text)) {
        const found = findRaw(slice);
        if (found !== undefined) throw rawValue(found.column);
        if (performance.now() - began < TURN) continue;
        await setImmediate();
        began = performance.now();
      }
    }
  } catch (error) {
    throw error instanceof Refusal ? error : unreadable('the search failed', error);
  }
}

function rawValue(column: string): Refusal {
  const message = `branch-prod did not forward this request: it contains a raw value of ${column}.`;
  return new Refusal(422, 'raw_personal_value', message);
}
