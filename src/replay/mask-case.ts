import type { Assertion } from './assertions/assertion.ts';
import type { Case } from './case.ts';
import { maskJavascript } from './mask-javascript.ts';
import { maskPattern } from './mask-pattern.ts';

/**
 * The case with every free text passed through `maskText`: question, observed, expected, the values of the
 * assertions and all texts of the request. A person whom the report names thereby meets the same pseudonym
 * in the masked data.
 *
 * In a URL path the decoded pieces are masked; in a JSON Schema what it compares with; of a row its key. Regular
 * expressions and JavaScript stay valid: see maskPattern and maskJavascript.
 *
 * @throws {BranchProdError} `case-invalid` for JavaScript that holds a personal value outside its strings
 */
export function maskCase(original: Case, maskText: (text: string) => string): Case {
  const { question, observed, expected, request } = original;
  return {
    ...original,
    ...(question !== undefined && { question: maskText(question) }),
    ...(observed !== undefined && { observed: maskText(observed) }),
    ...(expected !== undefined && { expected: maskText(expected) }),
    ...(request !== undefined && { request: maskRequest(request, maskText) }),
    assert: original.assert.map((assertion) => maskAssertion(assertion, maskText)),
  };
}

type Mask = (text: string) => string;
type Request = NonNullable<Case['request']>;

function maskRequest(request: Request, mask: Mask): Request {
  const { path, headers, body } = request;
  return {
    ...request,
    ...(path !== undefined && { path: maskPath(path, mask) }),
    ...(headers !== undefined && { headers: maskLeaves(headers, mask) }),
    ...(body !== undefined && { body: maskLeaves(body, mask) }),
  };
}

/** Placeholders such as `{{input}}` and the characters that give a URL its structure stay. */
function maskPath(path: string, mask: Mask): string {
  const [beforeQuery = '', ...query] = path.split('?');
  const maskPieces = (text: string, decode: Mask) =>
    text
      .split(/(\{\{[^{}]*\}\}|[/?&=#;])/)
      .map((piece, index) => {
        if (index % 2 === 1) return piece; // split() puts what it split at between the pieces
        const plain = decode(piece);
        const masked = mask(plain);
        return masked === plain ? piece : encodeURIComponent(masked.toWellFormed());
      })
      .join('');
  return [
    maskPieces(beforeQuery, decodePiece),
    ...query.map((text) => maskPieces(text, (piece) => decodePiece(piece.replaceAll('+', ' ')))),
  ].join('?');
}

function decodePiece(piece: string): string {
  try {
    return decodeURIComponent(piece);
  } catch {
    return piece; // broken percent-encoding is sent as it is, so it is masked as it is
  }
}

function maskAssertion(assertion: Assertion, mask: Mask): Assertion {
  if (!('value' in assertion) || assertion.value === undefined) return assertion;
  switch (assertion.type) {
    case 'regex':
    case 'not-regex':
      return { ...assertion, value: maskPattern(assertion.value, mask) };
    case 'javascript':
    case 'not-javascript':
      return { ...assertion, value: maskJavascript(assertion.value, mask) };
    case 'is-json':
    case 'not-is-json':
    case 'contains-json':
    case 'not-contains-json':
      return { ...assertion, value: maskSchema(assertion.value, mask) };
    case 'cites-retrieved':
    case 'not-cites-retrieved': {
      const { pattern } = assertion.value;
      if (pattern === undefined) return assertion;
      return { ...assertion, value: { ...assertion.value, pattern: maskPattern(pattern, mask) } };
    }
    case 'retrieves':
    case 'not-retrieves':
    case 'rank-at-most':
    case 'not-rank-at-most': {
      const key = maskLeaves(assertion.value.key, mask);
      return { ...assertion, value: { ...assertion.value, key } } as Assertion;
    }
    default:
      return { ...assertion, value: maskLeaves(assertion.value, mask) } as Assertion;
  }
}

/** Of a JSON Schema the values that it compares with; its keywords' own words stay what they are. */
function maskSchema(schema: unknown, mask: Mask): unknown {
  if (Array.isArray(schema)) return schema.map((item) => maskSchema(item, mask));
  if (typeof schema !== 'object' || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([keyword, value]) => {
      if (comparing.has(keyword)) return [keyword, maskLeaf(value, mask)];
      if (keyword === 'pattern' && typeof value === 'string') {
        return [keyword, maskPattern(value, mask)];
      }
      return [keyword, maskSchema(value, mask)];
    }),
  );
}

const comparing: ReadonlySet<string> = new Set([
  ...['const', 'enum', 'default', 'examples', 'title', 'description', '$comment'],
]);

function maskLeaves<Value>(value: Value, mask: Mask): Value {
  return maskLeaf(value, mask) as Value;
}

function maskLeaf(value: unknown, mask: Mask): unknown {
  if (typeof value === 'string') return mask(value);
  if (Array.isArray(value)) return value.map((item) => maskLeaf(item, mask));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, maskLeaf(item, mask)]),
  );
}
