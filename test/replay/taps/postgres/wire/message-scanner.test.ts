import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMessageScanner } from '../../../../../src/replay/taps/postgres/wire/message-scanner.ts';
import { encode } from '../../../../../src/replay/taps/postgres/wire/messages.ts';

interface Seen {
  readonly type: string;
  readonly body: string;
  readonly length: number;
}

/** Of `Q` four bytes are wanted, of `D` all in pieces, of others nothing. */
function scan(chunks: readonly Buffer[]): { seen: Seen[]; isBetween: boolean } {
  const seen: Seen[] = [];
  let pieces = '';
  const scanner = createMessageScanner({
    wants: (type) => (type === 0x51 ? 4 : type === 0x44 ? 'pieces' : 0),
    piece(chunk, from, to) {
      pieces += chunk.toString('latin1', from, to);
    },
    message(type, body, length) {
      const text = type === 0x44 ? pieces : body.toString('latin1');
      seen.push({ type: String.fromCharCode(type), body: text, length });
      pieces = '';
    },
  });
  for (const chunk of chunks) scanner.push(chunk);
  return { seen, isBetween: scanner.isBetweenMessages() };
}

describe('the scanner of messages', () => {
  it('sees the same however the bytes are cut', () => {
    const message = fc.record({
      type: fc.constantFrom('Q', 'D', 'S', 'Z'),
      body: fc.stringMatching(/^[ -~]{0,12}$/),
    });
    const cuts = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1 });
    fc.assert(
      fc.property(fc.array(message), cuts, (messages, sizes) => {
        const bytes = Buffer.concat(
          messages.map(({ type, body }) => encode(type, Buffer.from(body))),
        );
        const chunks: Buffer[] = [];
        for (let at = 0, index = 0; at < bytes.length; index++) {
          const size = sizes[index % sizes.length] as number;
          chunks.push(bytes.subarray(at, at + size));
          at += size;
        }
        const wanted = { Q: 4, D: 12, S: 0, Z: 0 } as Record<string, number>;
        expect(scan(chunks)).toEqual({
          seen: messages.map(({ type, body }) => ({
            type,
            body: body.slice(0, wanted[type]),
            length: body.length,
          })),
          isBetween: true,
        });
      }),
    );
  });

  it('knows that a message is not complete', () => {
    expect(scan([Buffer.from('Z\0\0')]).isBetween).toBe(false);
    expect(scan([encode('S', Buffer.from('body')).subarray(0, 7)]).isBetween).toBe(false);
  });

  it('refuses a length below the size of the length itself', () => {
    expect(() => scan([Buffer.from('Q\0\0\0\x03')])).toThrow(RangeError);
    expect(() => scan([Buffer.from('Q\xff\xff\xff\xff', 'latin1')])).toThrow(RangeError);
  });
});
