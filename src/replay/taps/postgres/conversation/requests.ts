import type { Ledger } from '../recording/ledger.ts';
import type { MessageListener } from '../wire/message-scanner.ts';
import { readBind, readExecute, readParse, readQuery, readTarget } from './bodies.ts';
import { createQueue } from './queue.ts';
import { type Step, sizeOfStep } from './steps.ts';

/** Of a message that is looked at, and of one parameter, in bytes. */
const LONGEST_BODY = 1_048_576;
const LONGEST_PARAMETER = 65_536;
/** More than this is asked without waiting by nobody who reads the answers. */
const MOST_STEPS = 100_000;
/** Bytes of what waits for its answer: from the first on parameters are not kept, and more than the second is too much. */
const MUCH = 8_388_608;
const TOO_MUCH = 67_108_864;

const LOOKED_AT = new Set([...'QPBDEC'].map((letter) => letter.charCodeAt(0)));

export interface Requests {
  /** What has not been answered, in order. */
  readonly steps: Iterable<Step>;
  /** The step that the branch answers. */
  front(): Step | undefined;
  /** Takes that step out. */
  shift(): void;
  /** Takes out what the branch skips after an error: all up to the next Sync, also what has not come yet. */
  skip(): void;
  readonly listener: MessageListener;
  /** What the branch has said of copying in: the meaning of what the application sends depends on it. */
  readonly copy: { began(): void; ended(): void };
}

/**
 * Turns what an application asks into the steps that the branch will answer. While data is copied in the branch
 * ignores Sync, also one that was sent before the application could know.
 */
export function followRequests(ledger: () => Ledger | undefined): Requests {
  const steps = createQueue<Step>();
  let held = 0;
  let isCopying = false;
  let isSkipping = false;

  function add(step: Step): void {
    if (isSkipping && step.kind !== 'sync') return;
    isSkipping = false;
    held += sizeOfStep(step);
    if (steps.length >= MOST_STEPS || held > TOO_MUCH) throw new RangeError('too many steps');
    steps.push(step);
  }

  function shift(): void {
    const step = steps.shift();
    if (step !== undefined) held -= sizeOfStep(step);
  }

  function front(): Step | undefined {
    while (steps.peek()?.kind === 'copy-end') shift();
    return steps.peek();
  }

  function message(type: number, body: Buffer): void {
    const asked = { at: performance.now(), ledger: ledger() };
    switch (String.fromCharCode(type)) {
      case 'Q': {
        // As every session is followed, what a statement says is read only while somebody wants to know.
        const sql = asked.ledger === undefined ? '' : readQuery(body);
        const { at: resultBeganAt } = asked;
        const nothing = { statements: undefined, answered: 0, draft: undefined };
        add({ ...asked, kind: 'query', sql, ...nothing, resultBeganAt });
        break;
      }
      case 'P': {
        const { name, sql, types } = readParse(body);
        add({ ...asked, kind: 'parse', name, prepared: { sql, types, columns: undefined } });
        break;
      }
      case 'B': {
        const limit = asked.ledger === undefined || held > MUCH ? 0 : LONGEST_PARAMETER;
        add({ ...asked, kind: 'bind', bind: readBind(body, limit) });
        break;
      }
      case 'D':
        add({ kind: 'describe', ...readTarget(body) });
        break;
      case 'C':
        add({ kind: 'close', ...readTarget(body) });
        break;
      case 'E':
        add({
          ...asked,
          ...{ kind: 'execute', portal: readExecute(body), isAnswered: false, draft: undefined },
        });
        break;
      case 'S':
        if (!isCopying) add({ kind: 'sync' });
        break;
      case 'F':
        add({ kind: 'call' });
        break;
      case 'c':
      case 'f':
        if (isCopying) isCopying = false;
        else add({ kind: 'copy-end' });
        break;
    }
  }

  return {
    steps,
    front,
    shift,
    skip() {
      while (steps.peek() !== undefined && steps.peek()?.kind !== 'sync') shift();
      isSkipping = steps.peek() === undefined;
    },
    listener: {
      wants: (type) => (LOOKED_AT.has(type) ? LONGEST_BODY : 0),
      piece: () => {},
      message,
    },
    copy: {
      began() {
        const [first, ...rest] = steps;
        if (first === undefined) return;
        const end = rest.findIndex(({ kind }) => kind === 'copy-end');
        isCopying = end === -1;
        const during = isCopying ? rest : rest.slice(0, end);
        const after = isCopying ? [] : rest.slice(end);
        steps.clear();
        for (const step of [first, ...during.filter(({ kind }) => kind !== 'sync'), ...after]) {
          steps.push(step);
        }
      },
      ended() {
        isCopying = false;
      },
    },
  };
}
