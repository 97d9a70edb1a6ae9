import type { ObservedModelCall, Recording } from '../tap.ts';

/** A call from its beginning on. */
export interface OngoingCall {
  /** As `performance.now()`. */
  readonly startedAt: number;
  /** What is known of it now. */
  observe(): Omit<ObservedModelCall, 'atMs'>;
}

/** What one recording holds at most, so that no application can fill our memory. */
const MOST = {
  calls: 5000,
  /** Characters of all prompts and answers. */
  text: 64 * 1024 * 1024,
};

/** Knows the calls that began while a recording ran, as many as it takes. */
export interface CallLog {
  /** Whether a recording runs that has room for the call, so that it will be observed. */
  begin(call: OngoingCall): boolean;
  /** The text of a prompt or answer, which the recording holds from now on; empty if it has no room for that. */
  keep(text: string): string;
  record(): Recording<ObservedModelCall>;
}

/** @param most default: 5,000 calls and 64 Mi characters */
export function createCallLog(most: { calls: number; text: number } = MOST): CallLog {
  let calls: OngoingCall[] | undefined;
  let room = 0;
  return {
    begin(call) {
      if (calls === undefined || calls.length >= most.calls) return false;
      calls.push(call);
      return true;
    },
    keep(text) {
      if (text.length > room) return '';
      room -= text.length;
      return text;
    },
    record() {
      const began = performance.now();
      const own: OngoingCall[] = [];
      calls = own;
      room = most.text;
      return {
        async end() {
          if (calls === own) calls = undefined;
          return own.map((call) => ({
            ...call.observe(),
            atMs: Math.round(call.startedAt - began),
          }));
        },
      };
    },
  };
}
