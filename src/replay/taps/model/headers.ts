import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import { endToEndHeaders } from '../../../end-to-end-headers.ts';
import { isCredentialName } from './credential-name.ts';

/**
 * The headers that the upstream gets with a body of this length. The answer is asked for uncompressed, so that it
 * can be read while it passes.
 */
export function requestHeaders(
  headers: IncomingHttpHeaders,
  { length }: { length: number | undefined },
): OutgoingHttpHeaders {
  const {
    host: _,
    'content-length': __,
    'content-encoding': ___,
    ...kept
  } = endToEndHeaders(headers);
  return {
    ...kept,
    'accept-encoding': 'identity',
    ...(length !== undefined && { 'content-length': length }),
  };
}

/** What the headers that go on say, without credentials; node reads their bytes as Latin 1. */
export function headerTexts(headers: IncomingHttpHeaders): string[] {
  return Object.entries(requestHeaders(headers, { length: undefined }))
    .filter(([name]) => !isCredentialName(name))
    .flatMap(([, value]) => value ?? [])
    .map(String)
    .flatMap((text) => [text, Buffer.from(text, 'latin1').toString('utf8')]);
}
