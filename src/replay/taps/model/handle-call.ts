import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FindRaw } from '../../../sanitize/find-raw.ts';
import { type AnswerHead, createAnswerReader } from './answer-reader.ts';
import type { AnswerSource, Question } from './answer-source.ts';
import type { CallLog } from './call-log.ts';
import type { CassetteRecorder } from './cassette.ts';
import type { RecordedRequest } from './cassette-file.ts';
import type { ModelSettings } from './change-request.ts';
import type { KnownVersions } from './known-versions.ts';
import { normaliseRequest } from './normalise-request.ts';
import { type Answer, type Outcome, passAnswer } from './pass-answer.ts';
import { type PreparedRequest, prepareRequest } from './prepare-request.ts';
import { readBody } from './read-body.ts';
import { keepAnswer } from './recorded-answer.ts';
import { Refusal, sendRefusal } from './refusal.ts';
import type { Route } from './route.ts';
import type { SecretMask } from './secrets.ts';
import { beginTappedCall } from './tapped-call.ts';

/** What all calls share. */
export interface CallContext {
  readonly pins: Readonly<Record<string, string>>;
  readonly settings: () => ModelSettings;
  readonly versions: KnownVersions;
  readonly findRaw: FindRaw;
  readonly secrets: SecretMask;
  readonly log: CallLog;
  readonly source: AnswerSource;
  readonly recorder: CassetteRecorder | undefined;
}

/** Looks at one request, gets its answer and passes it on. Never rejects; the application is told what went wrong. */
export async function handleCall(
  request: IncomingMessage,
  response: ServerResponse,
  route: Route,
  context: CallContext,
): Promise<void> {
  const call = beginTappedCall(route.api, context);
  const isObserved = context.log.begin(call);
  const left = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) left.abort();
  });
  try {
    const number = context.recorder?.nextNumber();
    const question = await readQuestion(request, route, context, (prepared) => {
      if (isObserved) call.asked(prepared);
    });
    left.signal.throwIfAborted();
    const answer = await context.source(question, left.signal);
    const createReader = () => createAnswerReader(route.api, headOf(answer));
    const reader = createReader();
    call.answered(answer.status, reader);
    const keeper = context.recorder && keepAnswer(headOf(answer), context.secrets, createReader);
    const outcome = await passAnswer(answer, response, (bytes) => {
      if (isObserved || keeper) reader.feed(bytes);
      keeper?.feed(bytes);
    });
    const isWhole = outcome === 'whole' || reader.isWhole();
    const kept = keeper?.finish(isWhole);
    if (number !== undefined && kept !== undefined) {
      context.recorder?.keep({ number, request: question.normalised(), answer: kept });
    }
    const isMissing = keeper !== undefined && kept === undefined;
    call.ended(
      isWhole
        ? { outcome: 'whole', error: isMissing ? notKept : undefined }
        : { outcome, error: endings[outcome] },
    );
  } catch (error) {
    if (left.signal.aborted || !request.complete) {
      return call.ended({ outcome: 'left', error: endings.left });
    }
    const refusal = error instanceof Refusal ? error : failed(error);
    // 502 stands for no answer at all.
    const status = refusal.status === 502 ? 0 : refusal.status;
    call.ended({ outcome: 'refused', error: refusal.observed, status });
    sendRefusal(response, refusal, { isAnthropic: isAnthropic(route) });
  }
}

const endings: Readonly<Record<Outcome, string | undefined>> = {
  whole: undefined,
  broken: 'The answer broke off.',
  left: 'The application closed the connection before the answer was whole.',
};

const notKept =
  'The answer could not be recorded: it is too large, compressed, or repeats a credential.';

async function readQuestion(
  request: IncomingMessage,
  route: Route,
  { secrets, pins, settings, versions, findRaw }: CallContext,
  onPrepared: (prepared: PreparedRequest) => void,
): Promise<Question> {
  const { method = '', headers } = request;
  secrets.learn(headers);
  const body = await readBody(request);
  const prepared = await prepareRequest(body, {
    ...{ route, headers, pins, settings: settings(), versions, findRaw },
  });
  onPrepared(prepared);
  return {
    route,
    method,
    headers,
    bytes: prepared.bytes,
    normalised: () => {
      const request = normaliseRequest(route, method, prepared);
      const { path, body } = request;
      return { ...request, path: secrets.hide(path), body: withoutSecrets(body, secrets) };
    },
  };
}

function withoutSecrets(value: RecordedRequest['body'], secrets: SecretMask): typeof value {
  if (typeof value === 'string') return secrets.hide(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((member) => withoutSecrets(member, secrets));
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      secrets.hide(name),
      withoutSecrets(member, secrets),
    ]),
  );
}

function headOf({ status, headers }: Answer): AnswerHead {
  return {
    status,
    contentType: headers['content-type'],
    contentEncoding: headers['content-encoding'],
  };
}

function failed(cause: unknown): Refusal {
  return new Refusal(500, 'internal', 'branch-prod failed to pass this request on.', { cause });
}

function isAnthropic({ api, upstream }: Route): boolean {
  return api === 'anthropic-messages' || (api === 'other' && upstream.vendor === 'anthropic');
}
