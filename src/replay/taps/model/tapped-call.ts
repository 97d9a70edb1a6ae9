import type { ObservedModelCall } from '../tap.ts';
import { members, type ReadAnswer } from './answer.ts';
import type { AnswerReader } from './answer-reader.ts';
import type { CallLog, OngoingCall } from './call-log.ts';
import type { KnownVersions } from './known-versions.ts';
import type { Outcome } from './pass-answer.ts';
import { modelOf, type PreparedRequest } from './prepare-request.ts';
import type { Api } from './route.ts';
import type { SecretMask } from './secrets.ts';
import { promptOf } from './text-of.ts';

/** A call as it goes on; what is told of it can be observed at any time. */
export interface TappedCall extends OngoingCall {
  asked(request: PreparedRequest): void;
  /** The head of the answer has come; `reader` gets the rest. */
  answered(status: number, reader: AnswerReader): void;
  /** The call is over. */
  ended(end: CallEnd): void;
}

/** How a call ended: as its answer did, or without one, as the tap refused the request or could not pass it on. */
export interface CallEnd {
  readonly outcome: Outcome | 'refused';
  /** What kept it from an answer. */
  readonly error: string | undefined;
  /** By default that of the head that came. */
  readonly status?: number;
}

/** A call that begins now. Credentials are hidden in all that is observed of it; which version answered is told. */
export function beginTappedCall(
  api: Api,
  { secrets, log, versions }: { secrets: SecretMask; log: CallLog; versions: KnownVersions },
): TappedCall {
  const startedAt = performance.now();
  let request:
    | { asked: string | undefined; sent: string | undefined; prompt: string; hasTokenIds: boolean }
    | undefined;
  let status = 0;
  let reader: AnswerReader | undefined;
  let end: { at: number; read: ReadAnswer; error: string | undefined; isLost: boolean } | undefined;
  return {
    startedAt,
    asked({ asked, json, hasTokenIds }) {
      const prompt = log.keep(secrets.hide(promptOf(members(json), api)));
      request = { asked, sent: modelOf(json), prompt, hasTokenIds };
    },
    answered(given, along) {
      status = given;
      reader = along;
    },
    ended({ outcome, error, status: given = status }) {
      status = given;
      const read = reader?.read(true) ?? { answer: '' };
      if (request?.sent && read.model) versions.add(request.sent, read.model);
      end = {
        ...{ at: performance.now(), error, isLost: isLost(outcome, read) },
        read: { ...read, answer: log.keep(secrets.hide(read.answer)) },
      };
      // What it holds is not needed any more.
      reader = undefined;
    },
    observe(): Omit<ObservedModelCall, 'atMs'> {
      const read = end?.read ?? reader?.read(false) ?? { answer: '' };
      return {
        api,
        asked: request?.asked,
        model: read.model ?? request?.sent,
        prompt: request?.prompt ?? '',
        answer: secrets.hide(read.answer),
        promptTokens: read.promptTokens,
        answerTokens: read.answerTokens,
        finishReason: read.finishReason,
        durationMs: Math.round((end?.at ?? performance.now()) - startedAt),
        status,
        error: end?.error ?? read.error,
        isLost: end?.isLost ?? read.answer === '',
        ...(request?.hasTokenIds && { hasTokenIds: true }),
      };
    },
  };
}

/** An application that leaves may have heard enough. */
function isLost(outcome: CallEnd['outcome'], { answer, isLost = false }: ReadAnswer): boolean {
  if (outcome === 'whole') return isLost;
  return outcome !== 'left' || answer === '';
}
