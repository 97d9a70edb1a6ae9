import { changeLimits, type LimitChange } from './sql/change-limits.ts';
import { encode } from './wire/messages.ts';
import { createMessageRewriter } from './wire/rewrite-messages.ts';

/** Of a Query or Parse, in bytes; one in which a limit could be found is shorter. */
const LONGEST = 262_144;

const NUL = Buffer.from([0]);

/**
 * Passes on what an application sends, with the limits of its retrievals changed where it sends SQL: in Query and in
 * Parse. Data that it copies is in messages of its own, and passes.
 */
export function createLimitRewriter(change: LimitChange): (chunk: Buffer) => Buffer {
  return createMessageRewriter({
    types: 'QP',
    longest: LONGEST,
    rewrite(type, body) {
      // A Parse begins with the name of the prepared statement and ends with the types of parameters.
      const start = type === 'P' ? body.indexOf(0) + 1 : 0;
      const end = body.indexOf(0, start);
      if (end === -1) return undefined;
      const changed = changeLimits(body.subarray(start, end), change);
      if (changed === undefined) return undefined;
      return encode(type, body.subarray(0, start), changed, NUL, body.subarray(end + 1));
    },
  });
}
