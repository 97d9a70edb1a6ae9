import type { Engine } from '../../src/engines/engine.ts';
import type { RecordReference, Trial } from '../../src/investigation/result.ts';
import { openBranchProbe } from '../../src/replay/culprit/branch-probe.ts';
import { removeRecords } from '../../src/replay/culprit/remove-records.ts';
import { TTL } from '../branch/own-branches.ts';
import { type Distribution, distributionOf } from '../distribution.ts';
import { connectTo } from '../postgres/branch-client.ts';
import { timed } from '../timed.ts';
import { type Application, type Subject, startSubject } from './subject.ts';

/** What one way of probing takes besides its trials. */
export interface Overhead extends Distribution {
  /** Nothing was prepared for the first probe. */
  readonly firstMs: number;
}

export interface Probing {
  readonly engine: Engine;
  readonly snapshot: string;
  readonly application: Application;
  readonly signal: AbortSignal;
}

/** Of one probe: a failure that always happens takes three, its absence four. */
const TRIALS = 3;

/** How long a trial takes on a branch that nobody switches: the median, in milliseconds. */
export async function measureTrial(probing: Probing, count: number): Promise<number> {
  const { engine, snapshot, application, signal } = probing;
  await using branch = await engine.branch(snapshot, { ttl: TTL, signal });
  await using subject = await startSubject(branch, application, signal);
  // The first one connects.
  await subject.replay(1);
  const durations: number[] = [];
  while (durations.length < count) durations.push((await timed(() => subject.replay(1))).ms);
  return distributionOf(durations).p50Ms;
}

/** Forks of one branch, put behind the tap of one preview, as `branch-prod bisect` does it. */
export async function measureOwnProbes(
  { engine, snapshot, application, signal }: Probing,
  { count, trialMs }: { count: number; trialMs: number },
): Promise<Overhead> {
  await using branch = await engine.branch(snapshot, { ttl: TTL, signal });
  await using subject = await startSubject(branch, application, signal);
  const replay = () => subject.replay(TRIALS);
  await using opened = openBranchProbe({ engine, branch, tap: subject.tap, signal, replay });
  const overheads: number[] = [];
  for (const removed of sets(count)) {
    const { ms, result } = await timed(() => opened.probe(removed, () => true));
    expectWithout(removed, result.passed);
    overheads.push(ms - TRIALS * trialMs);
  }
  return overheadOf(overheads);
}

/** Another branch and another preview for every probe. To end them is not counted: it can be done meanwhile. */
export async function measureNewPreviews(
  { engine, snapshot, application, signal }: Probing,
  { count, trialMs }: { count: number; trialMs: number },
): Promise<Overhead> {
  const overheads: number[] = [];
  for (const removed of sets(count)) {
    await using stack = new AsyncDisposableStack();
    const { ms, result } = await timed(async () => {
      const branch = stack.use(await engine.branch(snapshot, { ttl: TTL, signal }));
      const client = await connectTo(branch.address);
      await removeRecords(client, removed).finally(() => client.end());
      const subject: Subject = stack.use(await startSubject(branch, application, signal));
      return subject.replay(TRIALS);
    });
    expectWithout(removed, result.trials[0]);
    overheads.push(ms - TRIALS * trialMs);
  }
  return overheadOf(overheads);
}

/** One message after another, of those that the application answers from. */
function sets(count: number): RecordReference[][] {
  return Array.from({ length: count }, (_, at) => [
    { table: 'messages', key: { id: (at % 8) + 1 } },
  ]);
}

function expectWithout(removed: readonly RecordReference[], trial: Trial | undefined): void {
  const isStillThere = removed.some(({ key }) => trial?.answer.includes(`message ${key.id}.`));
  if (trial === undefined || isStillThere) throw new Error('a probe saw what it had removed');
}

function overheadOf(overheads: readonly number[]): Overhead {
  return { ...distributionOf(overheads), firstMs: Math.round(overheads[0] ?? 0) };
}
