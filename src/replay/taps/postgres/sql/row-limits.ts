import { isUtf8 } from 'node:buffer';
import { retrievalAt } from './retrieval.ts';
import { statementsOf } from './split-statements.ts';
import type { Token } from './tokens.ts';

/** How many rows a retrieval asks for: what stands behind its `LIMIT` or `FETCH FIRST`. */
export interface RowLimit {
  /** Where it stands, in bytes. Empty in `FETCH FIRST ROW ONLY`, which means 1. */
  readonly start: number;
  readonly end: number;
  /** The number, if there is no more than that, or the parameter's; `undefined` for anything else. */
  readonly count: { readonly value: number } | { readonly parameter: number } | undefined;
}

/** Bytes: as far as a retrieval is looked for. */
const LONGEST = 131_072;

/** What may follow a limit: reserved words, so that none of them stands in an expression. */
const AFTER_LIMIT = new Set([
  ...['offset', 'fetch', 'for', 'limit', 'union', 'intersect', 'except', 'returning', 'on', 'with'],
]);
const AFTER_FETCH = new Set(['row', 'rows']);

/**
 * The limits of retrieval in SQL, of one statement or several, in the order in which they stand there: those of each
 * query in which a vector operator, text search or trigrams are used, and those of the queries around it. The row that
 * comes back has passed all of these (pgvector's example of hybrid search takes the best 5 of twice 20), so that only
 * changing them all changes how many come back. Those of other subqueries stay, and so does the 1 of any subquery,
 * which stands for a value rather than for rows. `LIMIT ALL` and `NULL` are none.
 *
 * None are found in statements that are longer than 128 KiB or in another encoding than UTF-8 (of the others, some have
 * ASCII inside of characters), nor in CREATE, whose queries outlive the session.
 */
export function rowLimitsOf(sql: Buffer): RowLimit[] {
  if (sql.length > LONGEST || !isUtf8(sql)) return [];
  // A character for each byte, so that places are bytes.
  return statementsOf(sql.toString('latin1')).flatMap(limitsOfStatement);
}

/** What stands between two parentheses, or the statement. */
interface Level {
  retrieves: boolean;
  readonly limits: RowLimit[];
  open: OpenLimit | undefined;
}

/** A limit whose end has not come. */
interface OpenLimit {
  /** Index of the first token behind `LIMIT` or `FETCH FIRST`. */
  readonly from: number;
  readonly isFetch: boolean;
}

function limitsOfStatement(tokens: readonly Token[]): RowLimit[] {
  if (isWord(tokens[0], 'create')) return [];
  const found: RowLimit[] = [];
  const levels: Level[] = [newLevel()];

  function end(level: Level, to: number): void {
    const limit = level.open && limitOf(tokens, level.open, to);
    level.open = undefined;
    if (limit && !(levels.length > 1 && isOne(limit))) level.limits.push(limit);
  }

  function close(to: number): void {
    const level = levels.at(-1) as Level;
    if (level.open?.isFetch === false) end(level, to);
    levels.pop();
    if (!level.retrieves) return;
    for (const limit of level.limits) found.push(limit);
    const around = levels.at(-1);
    if (around !== undefined) around.retrieves = true;
  }

  for (const [index, token] of tokens.entries()) {
    const level = levels.at(-1) as Level;
    if (level.open && index >= level.open.from && endsLimit(token, level.open)) end(level, index);
    if (isMark(token, '(')) levels.push(newLevel());
    else if (isMark(token, ')') && levels.length > 1) close(index);
    else if (retrievalAt(tokens, index) !== undefined) level.retrieves = true;
    else level.open = openLimitAt(tokens, index) ?? level.open;
  }
  while (levels.length > 0) close(tokens.length);
  return found.sort((one, other) => one.start - other.start);
}

function newLevel(): Level {
  return { retrieves: false, limits: [], open: undefined };
}

function openLimitAt(tokens: readonly Token[], index: number): OpenLimit | undefined {
  const [before, token, next] = [tokens[index - 1], tokens[index], tokens[index + 1]];
  // As names of columns: `AS limit`, `settings.limit`.
  if (isWord(before, 'as') || isMark(before, '.')) return undefined;
  if (isWord(token, 'limit')) return { from: index + 1, isFetch: false };
  const isFetch = isWord(token, 'fetch') && (isWord(next, 'first') || isWord(next, 'next'));
  return isFetch ? { from: index + 2, isFetch } : undefined;
}

function endsLimit(token: Token, { isFetch }: OpenLimit): boolean {
  if (token.kind === 'mark') return !isFetch && token.text === ',';
  return token.kind === 'word' && (isFetch ? AFTER_FETCH : AFTER_LIMIT).has(token.text);
}

/** The limit whose argument is the tokens up to `to`. */
function limitOf(
  tokens: readonly Token[],
  { from, isFetch }: OpenLimit,
  to: number,
): RowLimit | undefined {
  const [first, last] = [tokens[from], tokens[to - 1]];
  if (last === undefined || isWord(first, 'all') || isWord(first, 'null')) return undefined;
  if (from === to || first === undefined) {
    return isFetch ? { start: last.end, end: last.end, count: { value: 1 } } : undefined;
  }
  // A number or a parameter with a cast has four tokens.
  const count = to - from > 4 ? undefined : countOf(tokens.slice(from, to));
  return { start: first.start, end: last.end, count };
}

/** Of a number or a parameter, be it cast to a type or not. */
function countOf([first, ...rest]: readonly Token[]): RowLimit['count'] {
  const isCast = rest.length === 3 && isMark(rest[0], ':') && isMark(rest[1], ':');
  if (first === undefined || (rest.length > 0 && !isCast)) return undefined;
  if (first.kind === 'parameter') return { parameter: Number(first.text.slice(1)) };
  const value = first.kind === 'number' ? Number(first.text.replaceAll('_', '')) : Number.NaN;
  return Number.isSafeInteger(value) ? { value } : undefined;
}

function isOne({ count }: RowLimit): boolean {
  return count !== undefined && 'value' in count && count.value === 1;
}

function isWord(token: Token | undefined, word: string): boolean {
  return token?.kind === 'word' && token.text === word;
}

function isMark(token: Token | undefined, mark: string): boolean {
  return token?.kind === 'mark' && token.text === mark;
}
