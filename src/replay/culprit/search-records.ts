import type { Culprit, RecordReference } from '../../investigation/result.ts';
import { minimise } from './minimise.ts';
import type { ProbedSet } from './probe-runner.ts';
import type { ProbedSets } from './probed-sets.ts';
import { distinct, without } from './record-set.ts';

/** Rows that move in may do harm in their turn. How often they are taken away as well. */
const MOVED_IN_ROUNDS = 3;
/** How many other sets that would do as well are looked for. */
const MOST_ALTERNATIVES = 2;

/** What the search found, before it is confirmed; `probed` is what came of the records, or of all candidates. */
export interface Searched
  extends Pick<
    Culprit,
    'verdict' | 'records' | 'minimal' | 'alternatives' | 'together' | 'movedIn'
  > {
  readonly probed: ProbedSet | undefined;
}

/**
 * First the likeliest candidate is removed alone, then all of them. If neither helps, also the rows that moved in are
 * removed, then each candidate alone, then all but one. If nothing of that helps, and each probe was decided, the data is
 * not the cause. Where the likeliest one alone does not help, ddmin makes the set smaller. What is found is minimal by
 * probes, not by inference, unless they ran out.
 *
 * @param candidates distinct, the likeliest culprit first
 */
export async function searchRecords(
  sets: ProbedSets,
  candidates: readonly RecordReference[],
): Promise<Searched> {
  if (candidates.length === 0) return nothing('not-the-data');
  // First, because without all of them the right answer may be gone too, and another one look right by chance.
  const isLikeliest = await sets.passes(candidates.slice(0, 1));
  const { pool, probed } = await removeAll(sets, candidates, isLikeliest ? 0 : MOVED_IN_ROUNDS);
  const isAllEnough = probed?.decision === 'passes';
  const [set, ...others] = isAllEnough ? [pool] : await removeLess(sets, candidates);
  if (set === undefined) {
    return {
      ...nothing(sets.isOpen ? 'undecided' : 'not-the-data', probed),
      movedIn: without(pool, candidates),
    };
  }
  const { records, isKnown } = await makeMinimal(sets, await reduce(sets, set));
  const last = await sets.probe(records);
  return {
    verdict: 'found',
    records,
    minimal: isKnown,
    movedIn: without(distinct(last?.reached ?? []), [...candidates, ...records]),
    probed: last,
    // Where it fails without all of them too, to keep the culprit alone shows nothing.
    ...(isAllEnough
      ? await findAlternatives(sets, pool, records)
      : { alternatives: others.map((other) => [...other]), together: false }),
  };
}

/** Nothing was found. */
export function nothing(verdict: 'not-the-data' | 'undecided', probed?: ProbedSet): Searched {
  return {
    ...{ verdict, records: [], minimal: false, alternatives: [], together: false, movedIn: [] },
    probed,
  };
}

/** Removes all candidates, and as long as it fails also what moved in, so often. */
async function removeAll(
  sets: ProbedSets,
  candidates: readonly RecordReference[],
  rounds: number,
): Promise<{ pool: readonly RecordReference[]; probed: ProbedSet | undefined }> {
  let pool = candidates;
  let probed = await sets.probe(pool);
  for (let round = 0; round < rounds && probed?.decision === 'fails'; round++) {
    const movedIn = without(distinct(probed.reached), pool);
    if (movedIn.length === 0) break;
    const larger = [...pool, ...movedIn];
    const next = await sets.probe(larger);
    if (next === undefined) break;
    pool = larger;
    probed = next;
  }
  return { pool, probed };
}

/**
 * Without all of them, what the right answer stands on may be gone too. Removes each alone, and where none of them helps
 * all but one: the least likely is kept first. The sets that help: of those of one record, not more than would be told.
 */
async function removeLess(
  sets: ProbedSets,
  candidates: readonly RecordReference[],
): Promise<(readonly RecordReference[])[]> {
  const helping: (readonly RecordReference[])[] = [];
  if (candidates.length === 1) return helping;
  for (const record of candidates) {
    if ((await sets.probe([record]))?.decision === 'passes') helping.push([record]);
    if (helping.length > MOST_ALTERNATIVES) break;
  }
  if (helping.length > 0) return helping;
  for (const kept of candidates.toReversed()) {
    const others = without(candidates, [kept]);
    if ((await sets.probe(others))?.decision === 'passes') return [others];
  }
  return [];
}

async function reduce(
  { passes }: ProbedSets,
  pool: readonly RecordReference[],
): Promise<readonly RecordReference[]> {
  const likeliest = pool.slice(0, 1);
  return (await passes(likeliest)) ? likeliest : minimise(pool, passes);
}

/** Puts back one at a time, and probes what the search has inferred. */
async function makeMinimal(
  sets: ProbedSets,
  records: readonly RecordReference[],
): Promise<{ records: RecordReference[]; isKnown: boolean }> {
  let isKnown = true;
  if (records.length > 1) {
    for (const record of records) {
      const others = without(records, [record]);
      const decision = (await sets.probe(others))?.decision;
      if (decision === 'passes') return makeMinimal(sets, await minimise(others, sets.passes));
      if (decision !== 'fails') isKnown = false;
    }
  }
  return { records: [...records], isKnown };
}

/**
 * Keeps the records alone. If the failure is gone then too, something else is needed for it as well, which is another
 * set whose removal helps.
 */
async function findAlternatives(
  sets: ProbedSets,
  pool: readonly RecordReference[],
  records: readonly RecordReference[],
): Promise<Pick<Searched, 'alternatives' | 'together'>> {
  const alternatives: RecordReference[][] = [];
  let rest = without(pool, records);
  for (;;) {
    const decision = rest.length === 0 ? 'fails' : (await sets.probe(rest))?.decision;
    const isOver = decision !== 'passes' || alternatives.length === MOST_ALTERNATIVES;
    if (isOver) return { alternatives, together: decision === 'fails' };
    const alternative = await minimise(rest, sets.passes);
    if (sets.isCut) return { alternatives, together: false };
    alternatives.push([...alternative]);
    rest = without(rest, alternative);
  }
}
