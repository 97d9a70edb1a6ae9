import { constants } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { BranchProdError } from '../../../errors.ts';
import {
  type CassetteEntry,
  cassetteLine,
  parseCassette,
  type RecordedAnswer,
  type RecordedRequest,
} from './cassette-file.ts';
import { type Difference, differencesFromNearest } from './nearest-request.ts';
import { Refusal } from './refusal.ts';

/** A cassette that answers are taken from. */
export interface CassettePlayer {
  /**
   * The answer to this request: its n-th call gets what its n-th call got.
   *
   * @throws {Refusal} 422 that shows how the request differs from the nearest recorded one
   */
  take(request: RecordedRequest): RecordedAnswer;
}

/** A cassette that answers are added to. */
export interface CassetteRecorder {
  /** The number of a request that has just come. */
  nextNumber(): number;
  keep(entry: CassetteEntry): void;
  /** Waits until all is written. Throws `state-unusable` if anything could not be. */
  close(): Promise<void>;
}

/** Throws `not-found` if there is no such file, `state-unusable` if it is no cassette. */
export async function openPlayer(path: string): Promise<CassettePlayer> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw unusable(path, 'read', error);
    throw new BranchProdError('not-found', `There is no cassette ${path}.`, {
      nextStep: 'Record it first.',
      cause: error,
    });
  });
  const { entries } = parseCassette(text, path);
  const byRequest = Map.groupBy(
    entries.toSorted((a, b) => a.number - b.number),
    ({ request }) => JSON.stringify(request),
  );
  const taken = new Map<string, number>();
  return {
    take(request) {
      const key = JSON.stringify(request);
      const recorded = byRequest.get(key);
      const place = taken.get(key) ?? 0;
      const entry = recorded?.[place];
      if (entry !== undefined) {
        taken.set(key, place + 1);
        return entry.answer;
      }
      if (recorded !== undefined) throw usedUp(recorded.length);
      throw notRecorded(differencesFromNearest(request, nearBy(entries, request)));
    },
  };
}

/** No link, or the file of another folder would be written. */
const flags = constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | constants.O_NOFOLLOW;

/**
 * Makes the file, or goes on with it, for its owner alone. An entry is written in one piece; one that was being written
 * when the program died is removed. Throws `state-unusable` if it is no cassette (and is left as it is)
 * or can't be written.
 */
export async function openRecorder(path: string): Promise<CassetteRecorder> {
  // To look at what is there, and then write behind it.
  const file = await open(path, flags, 0o600).catch((error) => {
    throw unusable(path, 'written', error);
  });
  let failure: BranchProdError | undefined;
  let number: number;
  try {
    const text = await file.readFile('utf8');
    const { entries, length } = parseCassette(text, path);
    await file.chmod(0o600);
    await file.truncate(Buffer.byteLength(text.slice(0, length)));
    if (length === 0) await file.appendFile(cassetteLine('head'));
    number = entries.reduce((highest, entry) => Math.max(highest, entry.number), 0);
  } catch (error) {
    await file.close();
    throw error instanceof BranchProdError ? error : unusable(path, 'written', error);
  }
  let written = Promise.resolve();
  let closed: Promise<void> | undefined;
  return {
    nextNumber: () => ++number,
    keep(entry) {
      written = written
        .then(() => file.appendFile(cassetteLine(entry)))
        .catch((error) => {
          failure ??= unusable(path, 'written', error);
        });
    },
    close() {
      closed ??= written
        .then(() => file.close())
        .then(() => {
          if (failure !== undefined) throw failure;
        });
      return closed;
    },
  };
}

/** Those of the same API, if there are any. */
function nearBy(entries: readonly CassetteEntry[], { api }: RecordedRequest): RecordedRequest[] {
  const requests = entries.map(({ request }) => request);
  const same = requests.filter((request) => request.api === api);
  return same.length > 0 ? same : requests;
}

const MOST_SHOWN = 5;

function notRecorded(differences: readonly Difference[] | undefined): Refusal {
  if (differences === undefined) {
    return new Refusal(422, 'not_recorded', 'The cassette is empty.');
  }
  const more = differences.length - MOST_SHOWN;
  const list = differences
    .slice(0, MOST_SHOWN)
    .map(
      ({ place, recorded, asked }) =>
        `${place}: recorded ${quote(recorded)}, asked ${quote(asked)}`,
    );
  const message = [
    'The cassette has no answer to this request. The nearest one recorded differs in',
    ...list,
    ...(more > 0 ? [`and ${more} more places`] : []),
  ].join('\n');
  const places = differences.slice(0, MOST_SHOWN).map(({ place }) => place);
  const observed = `The cassette has no answer to this request; the nearest one recorded differs in ${places.join(', ')}.`;
  return new Refusal(422, 'not_recorded', message, { observed });
}

function usedUp(count: number): Refusal {
  const times = count === 1 ? 'once' : `${count} times`;
  return new Refusal(
    422,
    'not_recorded',
    `The cassette has no more answers to this request, which was recorded ${times}.`,
  );
}

const quote = (text: string | undefined) => (text === undefined ? 'nothing' : JSON.stringify(text));

function unusable(path: string, what: 'read' | 'written', cause: unknown): BranchProdError {
  const { code = 'unknown reason' } = cause as NodeJS.ErrnoException;
  return new BranchProdError('state-unusable', `${path} can't be ${what} (${code}).`, {
    nextStep: 'Look at its permissions and at the free space, then start again.',
    cause,
  });
}
