import { isRequest, type RequestTask } from '../request-id.ts';
import type { Entry } from './journal-entry.ts';
import type { QueuedTask } from './queued-task.ts';

/** The tasks of one thread, or of one repository, that wait; they run one after another. */
export interface Lane {
  /** In the order of their arrival, but that the first is the one at work or next. */
  readonly entries: Entry[];
  /** Attempts of the first entry that failed. */
  failed: number;
  /** Whether the first entry has come before others that wait for longer. */
  hasJumped: boolean;
}

/** An entry whose task asks for an investigation. */
type Request = Entry & { readonly task: RequestTask };

/**
 * Brings to the front what is done next: where that would be a request, the newest request, since it takes the place
 * of the older ones and saves their runs. If the one before has jumped the queue in vain (refused, or without a case),
 * the oldest has its turn, so that nobody's request waits for those of others without end.
 */
export function chooseNext(lane: Lane): void {
  const [first] = lane.entries;
  if (first === undefined || lane.failed > 0) return;
  const isOldestsTurn = lane.hasJumped;
  lane.hasJumped = false;
  if (isOldestsTurn || !isRequest(first.task)) return;
  const next = newest(lane.entries.filter(hasRequest));
  if (next === undefined || next === first) return;
  lane.entries.splice(lane.entries.indexOf(next), 1);
  lane.entries.unshift(next);
  lane.hasJumped = true;
}

/**
 * The requests that need no run of their own when the first entry's order, given at that time, is in the thread's
 * comment. Only what is certainly older: GitHub's times are whole seconds.
 */
export function olderRequests({ entries: [first, ...others] }: Lane, before: string): Request[] {
  return others
    .filter(hasRequest)
    .filter(({ task }) => task.kind !== 'pull-request' || first?.task.kind === 'pull-request')
    .filter(({ task }) => time(task) < Date.parse(before));
}

function hasRequest(entry: Entry): entry is Request {
  return isRequest(entry.task);
}

/**
 * A push is never left out for a command or a button: every head has to get its check run, which a command for another
 * commit doesn't make. Therefore pushes come first.
 */
function newest(requests: readonly Request[]): Request | undefined {
  const pushes = requests.filter(({ task }) => task.kind === 'pull-request');
  const candidates = pushes.length > 0 ? pushes : requests;
  // Of the same second, the one that came first: the later one follows it, and is the newer.
  return candidates.reduce<Request | undefined>(
    (best, one) => (best === undefined || time(one.task) > time(best.task) ? one : best),
    undefined,
  );
}

function time({ at }: Pick<QueuedTask, 'at'>): number {
  return Date.parse(at);
}
