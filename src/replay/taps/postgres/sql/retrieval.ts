import { type Token, tokensOf } from './tokens.ts';

export type Retrieval = 'vector' | 'full-text';

/** Characters: a vector as text has some 30,000, and what loads data is longer. */
const LOOKED_AT = 131_072;

/** pgvector's operators and the functions below them; https://github.com/pgvector/pgvector#reference */
const VECTOR_OPERATORS = new Set(['<->', '<=>', '<#>', '<+>', '<~>', '<%>']);
const VECTOR_FUNCTIONS = new Set([
  ...['cosine_distance', 'l2_distance', 'l1_distance', 'inner_product'],
  ...['vector_negative_inner_product', 'hamming_distance', 'jaccard_distance'],
]);
/** Text search (chapter 12 of PostgreSQL's manual) and pg_trgm's; its `%` is below. */
const TEXT_OPERATORS = new Set(['@@', '@@@', '<%', '%>', '<<%', '%>>']);
const TEXT_FUNCTIONS = new Set([
  ...['ts_rank', 'ts_rank_cd', 'similarity', 'word_similarity', 'strict_word_similarity'],
]);
const AFTER_A_CONDITION = new Set([
  ...['and', 'or', 'order', 'limit', 'group', 'offset', 'fetch', 'returning', 'union'],
  ...[')', ';'],
]);

/**
 * How a statement looks for what resembles something; `undefined` if it does not. A vector operator counts for more
 * than text search, as in hybrid search. Operators are known by their names alone, which geometric types share.
 */
export function retrievalOf(sql: string): Retrieval | undefined {
  const tokens = [...tokensOf(sql.slice(0, LOOKED_AT))];
  let found: Retrieval | undefined;
  for (const index of tokens.keys()) {
    const retrieval = retrievalAt(tokens, index);
    if (retrieval === 'vector') return retrieval;
    found ??= retrieval;
  }
  return found;
}

/** How the token there looks for what resembles something; `undefined` if it does not. */
export function retrievalAt(tokens: readonly Token[], index: number): Retrieval | undefined {
  const token = tokens[index];
  if (token?.kind === 'operator') {
    if (VECTOR_OPERATORS.has(token.text)) return 'vector';
    return TEXT_OPERATORS.has(token.text) || isSimilarity(tokens, index) ? 'full-text' : undefined;
  }
  if (token === undefined || !isName(token) || tokens[index + 1]?.text !== '(') return undefined;
  if (VECTOR_FUNCTIONS.has(token.text)) return 'vector';
  return TEXT_FUNCTIONS.has(token.text) ? 'full-text' : undefined;
}

/**
 * Whether this is pg_trgm's `%` and not the remainder of a division: it has a text or a parameter on its right and is
 * a condition as a whole, where a remainder would be compared.
 */
function isSimilarity(tokens: readonly Token[], index: number): boolean {
  const token = tokens[index];
  if (token?.kind !== 'operator' || token.text !== '%') return false;
  const right = tokens[index + 1];
  if (right?.kind !== 'string' && right?.kind !== 'parameter') return false;
  let next = index + 2;
  while (tokens[next]?.text === ':') next += tokens[next + 1]?.text === ':' ? 3 : 1;
  const after = tokens[next];
  return after === undefined || (after.kind !== 'name' && AFTER_A_CONDITION.has(after.text));
}

function isName({ kind }: Token): boolean {
  return kind === 'word' || kind === 'name';
}
