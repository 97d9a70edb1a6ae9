import type { IncomingHttpHeaders } from 'node:http';
import { endToEndHeaders } from '../../../end-to-end-headers.ts';
import type { Client } from './ask-upstream.ts';
import type { CassettePlayer } from './cassette.ts';
import type { RecordedRequest } from './cassette-file.ts';
import { requestHeaders } from './headers.ts';
import type { Answer } from './pass-answer.ts';
import { playAnswer } from './recorded-answer.ts';
import { Refusal } from './refusal.ts';
import type { Route } from './route.ts';

/** What is to be answered. */
export interface Question {
  readonly route: Route;
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  /** As cassettes know it. */
  readonly normalised: () => RecordedRequest;
}

/**
 * Where answers come from. Throws a {@link Refusal} where there is none, and the signal's reason once it is aborted.
 */
export type AnswerSource = (question: Question, signal: AbortSignal) => Promise<Answer>;

/** Answers from a cassette. */
export function fromCassette(player: CassettePlayer): AnswerSource {
  return async ({ normalised }) => {
    const recorded = player.take(normalised());
    const { status, contentType } = recorded;
    const headers = contentType === undefined ? {} : { 'content-type': contentType };
    return { status, headers, body: playAnswer(recorded) };
  };
}

/** Answers of the API itself; `prefixOf` is what stands before an upstream's paths at the tap. */
export function fromUpstream(client: Client, prefixOf: (route: Route) => string): AnswerSource {
  return async ({ route, method, headers, bytes }, signal) => {
    const hasBody = bytes.length > 0 || !['GET', 'HEAD', 'DELETE', 'OPTIONS'].includes(method);
    const answer = await client.ask(
      {
        target: route.target,
        method,
        headers: requestHeaders(headers, { length: hasBody ? bytes.length : undefined }),
        body: hasBody ? bytes : undefined,
      },
      signal,
    );
    const status = answer.statusCode ?? 502;
    const kept = endToEndHeaders(answer.headers);
    if (kept.location === undefined) return { status, headers: kept, body: answer };
    const location = locationAtTap(kept.location, route, prefixOf(route));
    if (location === undefined && hasBody) {
      answer.destroy();
      // It would lead the request past the tap.
      throw new Refusal(502, 'redirected', "The model's API redirects to another host.");
    }
    return { status, headers: { ...kept, ...(location && { location }) }, body: answer };
  };
}

function locationAtTap(location: string, { target }: Route, prefix: string): string | undefined {
  const url = URL.parse(location, target);
  return url?.origin === target.origin ? `${prefix}${url.pathname}${url.search}` : undefined;
}
