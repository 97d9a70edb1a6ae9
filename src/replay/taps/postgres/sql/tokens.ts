/** A piece of SQL that is neither space nor comment. */
export interface Token {
  readonly kind: 'word' | 'name' | 'string' | 'number' | 'parameter' | 'operator' | 'mark';
  /** Words in lower case, names without their quotes; of a string nothing. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Of one operator or several, up to a comment. */
const OPERATORS = /(?:(?!--|\/\*)[-+*/<>=~!@#%^&|`?])+/y;
/** All that is not ASCII belongs to words, and ASCII has the only spaces. */
const WORD = /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y;
const NUMBER = /\d[\d_]*(?:\.\d*)?(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?|0[xob][0-9a-f_]+/iy;
const DOLLAR_TAG = /\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/y;
const PARAMETER = /\$\d+/y;
const SPACE = /(?:[ \t\n\r\f\v]+|--[^\n\r]*)+/y;

/**
 * The tokens of SQL as PostgreSQL's scanner cuts them (src/backend/parser/scan.l), so that an operator in a string, a
 * quoted name or a comment is not taken for one. What is not SQL gives some tokens and never an error: a server says
 * what is wrong. Backslashes escape in `E'…'` only, as with the default of `standard_conforming_strings`.
 */
export function* tokensOf(sql: string): Generator<Token> {
  let at = 0;
  while (at < sql.length) {
    const start = at;
    const skipped = skip(sql, at);
    if (skipped > at) {
      at = skipped;
      continue;
    }
    const operators = match(OPERATORS, sql, at);
    if (operators) {
      for (const text of cutOperators(operators.text)) {
        yield { kind: 'operator', text, start: at, end: at + text.length };
        at += text.length;
      }
      continue;
    }
    const { kind, text, end } = next(sql, at);
    at = end;
    yield { kind, text, start, end };
  }
}

/** The end of spaces and comments at `at`. */
function skip(sql: string, at: number): number {
  if (sql.startsWith('/*', at)) return endOfComment(sql, at);
  return match(SPACE, sql, at)?.end ?? at;
}

/** Comments nest. */
function endOfComment(sql: string, at: number): number {
  const marks = /\/\*|\*\//g;
  marks.lastIndex = at;
  for (let depth = 0; ; ) {
    const found = marks.exec(sql);
    if (found === null) return sql.length;
    depth += found[0] === '/*' ? 1 : -1;
    if (depth === 0) return marks.lastIndex;
  }
}

function next(sql: string, at: number): { kind: Token['kind']; text: string; end: number } {
  const first = sql[at] as string;
  if (first === "'") return { kind: 'string', text: '', end: endOfQuotes(sql, at, false) };
  if (first === '"') {
    const end = endOfQuotes(sql, at, false);
    return { kind: 'name', text: sql.slice(at + 1, end - 1).replaceAll('""', '"'), end };
  }
  if (first === '$') {
    const parameter = match(PARAMETER, sql, at);
    if (parameter) return { kind: 'parameter', ...parameter };
    const tag = match(DOLLAR_TAG, sql, at);
    if (tag) {
      const close = sql.indexOf(tag.text, tag.end);
      return { kind: 'string', text: '', end: close === -1 ? sql.length : close + tag.text.length };
    }
  }
  const word = match(WORD, sql, at);
  if (word) return wordOrPrefix(sql, word);
  const number = match(NUMBER, sql, at);
  if (number) return { kind: 'number', ...number };
  return { kind: 'mark', text: first, end: at + 1 };
}

/** `E'…'`, `B'…'`, `X'…'`, `N'…'`, `U&'…'` and `U&"…"` begin like a word. */
function wordOrPrefix(sql: string, { text, end }: { text: string; end: number }) {
  const word = text.toLowerCase();
  if (sql[end] === "'" && ['e', 'b', 'x', 'n'].includes(word)) {
    return { kind: 'string' as const, text: '', end: endOfQuotes(sql, end, word === 'e') };
  }
  if (word === 'u' && sql[end] === '&' && (sql[end + 1] === "'" || sql[end + 1] === '"')) {
    return { kind: 'string' as const, text: '', end: endOfQuotes(sql, end + 1, false) };
  }
  return { kind: 'word' as const, text: word, end };
}

/** Behind the closing quote; a doubled one is content. */
function endOfQuotes(sql: string, at: number, backslashes: boolean): number {
  const quote = sql[at] as string;
  for (let index = at + 1; index < sql.length; index++) {
    const character = sql[index];
    if (character === '\\' && backslashes) index++;
    else if (character === quote && sql[index + 1] === quote) index++;
    else if (character === quote) return index + 1;
  }
  return sql.length;
}

/**
 * An operator of several characters ends in `+` or `-` only if it has one of the characters that standard SQL's
 * operators have not, so that `a<->-1` is `<->` and `-`. What is cut off has none of them, so that each is one.
 */
function cutOperators(run: string): string[] {
  if (/[~!@#%^&|`?]/.test(run)) return [run];
  let end = run.length;
  while (end > 1 && (run[end - 1] === '+' || run[end - 1] === '-')) end -= 1;
  return [run.slice(0, end), ...run.slice(end)];
}

function match(pattern: RegExp, sql: string, at: number) {
  pattern.lastIndex = at;
  const found = pattern.exec(sql);
  return found === null ? undefined : { text: found[0], end: pattern.lastIndex };
}
