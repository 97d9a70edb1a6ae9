import type { Assertion } from './assertions.ts';
import type { Case } from './case.ts';

/**
 * The case with every free text passed through `maskText`: question, observed, expected, the values of the
 * assertions and all texts of the request. A person whom the report names thereby meets the same pseudonym
 * in the masked data.
 *
 * In a URL path the decoded pieces are masked. In a regular expression the literal runs are masked, `\.` read
 * as `.` and `\s+` as a blank, and a pseudonym is put in literally, so the expression stays valid. A value
 * spelled in pieces (`(Ada|Grace) Lovelace`, `[Aa]da`) is not recognised there: prefer `icontains`.
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
  if (!('value' in assertion)) return assertion;
  if (assertion.type === 'regex' || assertion.type === 'not-regex') {
    return { ...assertion, value: maskPattern(assertion.value, mask) };
  }
  return { ...assertion, value: maskLeaves(assertion.value, mask) } as Assertion;
}

function maskPattern(source: string, mask: Mask): string {
  // A literal run, or an escape such as `\b` whose letter belongs to no run.
  const runs = /((?:\\s[*+]?|\\[^\w]|[^\\^$*+?()[\]{}|])+)|\\./gs;
  return source.replace(runs, (whole, run?: string) => {
    if (run === undefined) return whole;
    const plain = run.replace(/\\(?:s[*+]?|([^\w]))/g, (_, escaped?: string) => escaped ?? ' ');
    const masked = mask(plain);
    return masked === plain ? run : masked.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
  });
}

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
