import { type Token, tokensOf } from './tokens.ts';

/** Characters: what is longer loads data. */
const LONGEST = 131_072;

/**
 * The statements of a Query message, without the semicolons between them. Those behind the first 131,072 characters are
 * missing, and the one that stands there is cut.
 */
export function splitStatements(query: string): string[] {
  const sql = query.slice(0, LONGEST);
  return statementsOf(sql).map((tokens) => sql.slice(tokens[0]?.start, tokens.at(-1)?.end));
}

/** The same as tokens, of which each statement has some. A body of `BEGIN ATOMIC … END` has semicolons of its own. */
export function statementsOf(sql: string): Token[][] {
  const statements: Token[][] = [];
  let current: Token[] = [];
  let depth = 0;
  let previous = '';
  for (const token of tokensOf(sql)) {
    const { kind, text } = token;
    if (kind === 'mark' && text === ';' && depth === 0) {
      if (current.length > 0) statements.push(current);
      current = [];
    } else current.push(token);
    if (kind === 'word') {
      if (text === 'atomic' && previous === 'begin') depth = 1;
      else if (depth > 0 && text === 'case') depth += 1;
      else if (depth > 0 && text === 'end') depth -= 1;
    }
    previous = text;
  }
  if (current.length > 0) statements.push(current);
  return statements;
}
