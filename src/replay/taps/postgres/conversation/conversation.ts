import type { DatabaseAddress } from '../../../../engines/database-address.ts';
import type { Draft, Ledger } from '../recording/ledger.ts';
import { splitStatements } from '../sql/split-statements.ts';
import { createMessageScanner, type MessageListener } from '../wire/message-scanner.ts';
import { sqlState } from '../wire/messages.ts';
import { type Bind, type Column, readColumns, readParameterTypes } from './bodies.ts';
import { createLosses } from './losses.ts';
import { followRequests } from './requests.ts';
import { createRowReader } from './row-reader.ts';
import {
  type Asked,
  applyNames,
  columnsOf,
  createNames,
  expected,
  type Names,
  type Prepared,
  type Step,
} from './steps.ts';

/** Of a message that is looked at, in bytes. */
const LONGEST_BODY = 1_048_576;

/** A step that is a statement. */
type Statement = Extract<Step, { kind: 'query' | 'execute' }>;

const DATA_ROW = code('D');
const ERROR = code('E');
const LOOKED_AT = new Set([code('T'), code('t'), ERROR, code('Z')]);

export interface ConversationOptions {
  readonly branch: DatabaseAddress;
  /** What records now. */
  readonly ledger: () => Ledger | undefined;
}

/** Follows one session's conversation from the bytes that pass, and writes its statements down while recorded. */
export interface Conversation {
  fromApplication(chunk: Buffer): void;
  fromBranch(chunk: Buffer): void;
  /** Whether the branch's last message is complete, so that another may follow. */
  isBetweenMessages(): boolean;
  /** Whether the branch owes an answer. */
  isBusy(): boolean;
  /** Writes down what has been asked and not answered at all. */
  noteUnanswered(ledger: Ledger): void;
}

/**
 * The answers are matched with what was asked by their order, and names of prepared statements and portals take effect
 * when the branch has said so: pipelined messages after a failed one, which the branch skips, change nothing.
 * Source: https://www.postgresql.org/docs/18/protocol-flow.html
 *
 * What can't be understood, or answers something else than was asked, ends the following of this session: nothing is
 * recorded from then on but that it is lost, once in a recording, and what was answered since the last ReadyForQuery
 * loses its rows. It never ends the session: the bytes pass in any case.
 */
export function followConversation({ branch, ledger }: ConversationOptions): Conversation {
  const names = createNames();
  const { steps, front, shift, skip, listener, copy } = followRequests(ledger);
  const rows = createRowReader();
  const losses = createLosses(branch, ledger);
  /** The statement whose row passes just now, if the row is wanted. */
  let receiving: Statement | undefined;
  let isLost = false;

  const answers: MessageListener = {
    wants(type) {
      if (type !== DATA_ROW) return LOOKED_AT.has(type) ? LONGEST_BODY : 0;
      const asked = answering();
      const limits = asked.draft && asked.ledger?.wanted(asked.draft);
      if (limits === undefined) return 0;
      receiving = asked;
      rows.begin(limits);
      return 'pieces';
    },
    piece: rows.push,
    message: (type, body) => answer(String.fromCharCode(type), body),
  };
  const requestScanner = createMessageScanner(listener);
  const answerScanner = createMessageScanner(answers);

  /** The statement that is answered; what an Execute means is known only now. */
  function answering(): Statement {
    const step = expected(front(), 'query', 'execute');
    if (step.kind === 'execute') beginExecute(step);
    return step;
  }

  function beginExecute(step: Extract<Step, { kind: 'execute' }>): void {
    if (step.isAnswered) return;
    step.isAnswered = true;
    const portal = names.portals.get(step.portal);
    if (portal === undefined || step.ledger === undefined) return;
    const { prepared, bind, suspended } = portal;
    step.draft =
      suspended?.ledger === step.ledger
        ? suspended.draft
        : note(step, prepared, { bind, columns: columnsOf(portal) });
  }

  /** A statement of the extended protocol. */
  function note(
    { ledger, at }: Asked,
    { sql, types }: Prepared,
    { bind, columns = [] }: { bind?: Bind | undefined; columns?: readonly Column[] } = {},
  ): Draft | undefined {
    const parameters = bind?.parameters ?? [];
    return losses.doubt(
      ledger?.add({ sql, parameters, parameterTypes: types, branch, beganAt: at, columns }),
    );
  }

  /** The next statement of a Query message. */
  function beginResult(step: Extract<Step, { kind: 'query' }>): void {
    const { ledger, sql, answered, resultBeganAt: beganAt } = step;
    if (ledger?.isOpen() !== true) return;
    step.statements ??= splitStatements(sql);
    const statement = { sql: step.statements[answered] ?? '', parameters: [], parameterTypes: [] };
    step.draft = losses.doubt(ledger.add({ ...statement, branch, beganAt, columns: [] }));
  }

  function answer(type: string, body: Buffer): void {
    const step = front();
    switch (type) {
      case '1':
        applyNames(expected(step, 'parse'), names);
        shift();
        break;
      case '2':
        applyNames(expected(step, 'bind'), names);
        shift();
        break;
      case '3':
        applyNames(expected(step, 'close'), names);
        shift();
        break;
      case 't': {
        const prepared = names.prepared.get(expected(step, 'describe').name);
        if (prepared !== undefined) prepared.types = readParameterTypes(body);
        break;
      }
      case 'T':
        describe(expected(step, 'query', 'describe'), readColumns(body));
        break;
      case 'n':
        expected(step, 'describe');
        shift();
        break;
      case 'D': {
        const { draft } = answering();
        if (draft !== undefined) draft.rowCount += 1;
        if (receiving?.draft !== undefined) receiving.ledger?.addRow(receiving.draft, rows.end());
        receiving = undefined;
        break;
      }
      case 'C':
      case 'I':
      case 's':
        finish(expected(step, 'query', 'execute'), type);
        break;
      case 'E':
        fail(step, sqlState(body));
        break;
      case 'G':
        copy.began();
        break;
      case 'Z':
        expected(step, 'sync', 'query', 'call');
        shift();
        losses.trust();
        // With a transaction its portals end.
        if (body[0] === 0x49) names.portals.clear();
        break;
    }
  }

  function describe(
    step: Extract<Step, { kind: 'query' | 'describe' }>,
    columns: readonly Column[],
  ): void {
    if (step.kind === 'query') {
      beginResult(step);
      if (step.draft !== undefined) step.ledger?.describe(step.draft, columns);
      return;
    }
    const described = (step.of === 'S' ? names.prepared : names.portals).get(step.name);
    if (described !== undefined) described.columns = columns;
    shift();
  }

  function finish(step: Statement, type: string): void {
    const now = performance.now();
    if (step.kind === 'query') {
      if (step.draft === undefined && type === 'C') beginResult(step);
      if (step.draft !== undefined) step.draft.endedAt = now;
      step.draft = undefined;
      step.answered += 1;
      step.resultBeganAt = now;
    } else {
      beginExecute(step);
      const { draft, ledger } = step;
      if (draft !== undefined) draft.endedAt = now;
      const portal = names.portals.get(step.portal);
      if (portal !== undefined) {
        portal.suspended = type === 's' && draft && ledger ? { draft, ledger } : undefined;
      }
      copy.ended();
      shift();
    }
  }

  /** After a failure the branch skips everything up to the next Sync, or the rest of a Query. */
  function fail(step: Step | undefined, state: string | undefined): void {
    copy.ended();
    if (step === undefined || step.kind === 'sync' || step.kind === 'call') return;
    const draft = failed(step);
    if (draft !== undefined) {
      draft.error = state;
      draft.endedAt = performance.now();
    }
    if (step.kind === 'query') {
      step.draft = undefined;
      step.answered = Number.POSITIVE_INFINITY;
    } else skip();
  }

  function failed(step: Step): Draft | undefined {
    if (step.kind === 'query' && step.draft === undefined) beginResult(step);
    if (step.kind === 'query' || step.kind === 'execute') return answering().draft;
    if (step.kind !== 'parse' && step.kind !== 'bind') return undefined;
    const bind = step.kind === 'bind' ? step.bind : undefined;
    const prepared = step.kind === 'bind' ? names.prepared.get(step.bind.statement) : step.prepared;
    if (prepared === undefined) return undefined;
    return note(step, prepared, { bind });
  }

  function guarded(scan: (chunk: Buffer) => void): (chunk: Buffer) => void {
    return (chunk) => {
      try {
        if (!isLost) return scan(chunk);
      } catch {
        isLost = true;
      }
      losses.note();
    };
  }

  return {
    fromApplication: guarded(requestScanner.push),
    fromBranch: guarded(answerScanner.push),
    isBetweenMessages: () => !isLost && answerScanner.isBetweenMessages(),
    isBusy: () => isLost || front() !== undefined,
    noteUnanswered(open) {
      if (isLost) return;
      const later: Names = { prepared: names.prepared.copy(), portals: names.portals.copy() };
      for (const step of steps) {
        applyNames(step, later);
        if (step.kind === 'query' && step.ledger === open && step.draft === undefined) {
          step.statements ??= splitStatements(step.sql);
          if (step.answered < step.statements.length) beginResult(step);
        } else if (step.kind === 'execute' && step.ledger === open && !step.isAnswered) {
          const portal = later.portals.get(step.portal);
          if (portal !== undefined) note(step, portal.prepared, { bind: portal.bind });
        }
      }
    },
  };
}

function code(letter: string): number {
  return letter.charCodeAt(0);
}
