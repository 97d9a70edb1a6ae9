import { type JsonValue, query } from 'jsonpath-rfc9535';
import { BranchProdError } from '../errors.ts';
import type { RetrievedRecord } from '../investigation/result.ts';
import { runWithin } from '../time-limit.ts';

/** Where the config's `replay` says that answer and retrieved rows stand in the application's JSON. */
export type AnswerSettings = {
  /** JSONPath (RFC 9535) of one node. */
  answer: string;
  retrieved?:
    | {
        /** JSONPath of one node per row in the order of rank: the key's value, or an object that holds it. */
        rows: string;
        table: string;
        /** The key's column, and its name in an object. */
        key: string;
      }
    | undefined;
};

const QUERY_LIMIT_MS = 1000;

/**
 * Reads the answer's text (JSON text if it is an object or a list) and the retrieved rows.
 *
 * @throws {BranchProdError} `replay-failed` when the path of the answer finds nothing, `null` or several values, a row
 *   has no usable key, or a path is no JSONPath or takes longer than a second
 */
export function readAnswer(
  body: JsonValue,
  { answer, retrieved }: AnswerSettings,
): { answer: string; retrieved: RetrievedRecord[] } {
  return {
    answer: readText(body, answer),
    retrieved: retrieved
      ? selectNodes(body, retrieved.rows, 'replay.retrieved.rows').map((node, index) => ({
          table: retrieved.table,
          key: { [retrieved.key]: readKey(node, retrieved.key, index + 1) },
          rank: index + 1,
        }))
      : [],
  };
}

function readText(body: JsonValue, path: string): string {
  const nodes = selectNodes(body, path, 'replay.answer');
  const [node] = nodes;
  if (nodes.length > 1) {
    throw unreadable(`${path} finds ${nodes.length} values`, 'Let replay.answer name one value.');
  }
  // An answer of `null` would meet every `not-contains`.
  if (node === undefined || node === null) {
    throw unreadable(
      `${path} finds nothing`,
      'Let replay.answer name the value that is the answer.',
    );
  }
  if (typeof node === 'string') return node;
  try {
    return JSON.stringify(node);
  } catch (error) {
    throw unreadable('it is nested too deeply', 'Let replay.answer name a text.', error);
  }
}

function readKey(node: JsonValue, key: string, rank: number): string | number {
  const isMap = typeof node === 'object' && node !== null && !Array.isArray(node);
  const value = isMap && Object.hasOwn(node, key) ? node[key] : node;
  if (typeof value === 'string') return value;
  if (typeof value !== 'number') {
    throw unreadable(
      `retrieved row ${rank} has no ${key}`,
      'Let replay.retrieved name the rows and the column of their key.',
    );
  }
  // JSON.parse has rounded it: it may by now be another row's key.
  if (!Number.isSafeInteger(value)) {
    throw unreadable(
      `the ${key} of retrieved row ${rank} is a number that JSON can't carry exactly`,
      'Let the application answer with this key as text.',
    );
  }
  return value;
}

/**
 * The nodes that a JSONPath (RFC 9535) finds in an application's response.
 *
 * @param setting where the path is written, as messages name it
 * @throws {BranchProdError} `replay-failed` when it is no JSONPath, or takes longer than a second
 */
export function selectNodes(body: JsonValue, path: string, setting: string): JsonValue[] {
  const what = `The JSONPath of ${setting}`;
  try {
    const limit = { limitMs: QUERY_LIMIT_MS, what, code: 'replay-failed' } as const;
    return runWithin(limit, () => query(body, path));
  } catch (error) {
    if (error instanceof BranchProdError) throw error;
    throw unreadable(`${setting} is no JSONPath`, 'Write it as RFC 9535 says.', error);
  }
}

function unreadable(reason: string, nextStep: string, cause?: unknown): BranchProdError {
  return new BranchProdError('replay-failed', `The answer can't be read: ${reason}.`, {
    nextStep,
    cause,
  });
}
