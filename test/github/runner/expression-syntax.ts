/** An expression of GitHub's workflow language, parsed. */
export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'index'; readonly object: Expression; readonly key: Expression }
  | { readonly kind: 'call'; readonly name: string; readonly arguments: readonly Expression[] }
  | { readonly kind: 'not'; readonly operand: Expression }
  | {
      readonly kind: 'operation';
      readonly operator: '&&' | '||' | '==' | '!=';
      readonly left: Expression;
      readonly right: Expression;
    };

interface Token {
  readonly kind: 'string' | 'number' | 'name' | 'symbol';
  readonly text: string;
}

const tokenPattern =
  /\s+|(?<string>'(?:[^']|'')*')|(?<number>-?(?:\d+(?:\.\d+)?))|(?<name>[A-Za-z_][\w-]*)|(?<symbol>&&|\|\||==|!=|[!()[\].,])/y;

const words: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null };

/**
 * Parses what stands between `${{` and `}}`. Of the language that
 * https://docs.github.com/actions/reference/evaluate-expressions-in-workflows-and-actions describes, it knows what the
 * workflows here use; anything else is an error and not a guess.
 */
export function parseExpression(text: string): Expression {
  const tokens = tokensOf(text);
  let position = 0;
  const next = (symbol: string) => {
    const isThere = tokens[position]?.kind === 'symbol' && tokens[position]?.text === symbol;
    if (isThere) position += 1;
    return isThere;
  };
  const expect = (symbol: string) => {
    if (!next(symbol)) throw problem(text, `${symbol} is missing`);
  };

  const binary = (operators: readonly ('&&' | '||' | '==' | '!=')[], operand: () => Expression) => {
    let left = operand();
    for (;;) {
      const operator = operators.find(next);
      if (operator === undefined) return left;
      left = { kind: 'operation', operator, left, right: operand() };
    }
  };
  const either = (): Expression => binary(['||'], both);
  const both = (): Expression => binary(['&&'], comparison);
  const comparison = (): Expression => binary(['==', '!='], unary);
  const unary = (): Expression => (next('!') ? { kind: 'not', operand: unary() } : access());

  const access = (): Expression => {
    let object = primary();
    for (;;) {
      if (next('.')) object = { kind: 'index', object, key: propertyName() };
      else if (next('[')) {
        object = { kind: 'index', object, key: either() };
        expect(']');
      } else return object;
    }
  };
  const propertyName = (): Expression => {
    const token = tokens[position];
    if (token?.kind !== 'name') throw problem(text, 'a name is missing after .');
    position += 1;
    return { kind: 'literal', value: token.text };
  };

  const primary = (): Expression => {
    if (next('(')) {
      const inner = either();
      expect(')');
      return inner;
    }
    const token = tokens[position];
    if (token === undefined) throw problem(text, 'it ends too early');
    position += 1;
    if (token.kind === 'string') {
      return { kind: 'literal', value: token.text.slice(1, -1).replaceAll("''", "'") };
    }
    if (token.kind === 'number') return { kind: 'literal', value: Number(token.text) };
    if (token.kind === 'symbol') throw problem(text, `${token.text} is not expected`);
    if (next('(')) return { kind: 'call', name: token.text, arguments: argumentList() };
    const word = Object.hasOwn(words, token.text) ? words[token.text] : undefined;
    return word === undefined
      ? { kind: 'name', name: token.text }
      : { kind: 'literal', value: word };
  };
  const argumentList = (): Expression[] => {
    if (next(')')) return [];
    const list = [either()];
    while (next(',')) list.push(either());
    expect(')');
    return list;
  };

  const expression = either();
  const rest = tokens[position];
  if (rest !== undefined) throw problem(text, `${rest.text} is not expected`);
  return expression;
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  const pattern = new RegExp(tokenPattern);
  while (pattern.lastIndex < text.length) {
    const start = pattern.lastIndex;
    const match = pattern.exec(text);
    if (match === null) throw problem(text, `${text.slice(start, start + 10)} is unknown`);
    for (const kind of ['string', 'number', 'name', 'symbol'] as const) {
      const found = match.groups?.[kind];
      if (found !== undefined) tokens.push({ kind, text: found });
    }
  }
  return tokens;
}

function problem(text: string, what: string): Error {
  return new Error(`the expression ${text.trim()} can't be read: ${what}`);
}
