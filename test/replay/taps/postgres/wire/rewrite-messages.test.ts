import { describe, expect, it } from 'vitest';
import { encode } from '../../../../../src/replay/taps/postgres/wire/messages.ts';
import { createMessageRewriter } from '../../../../../src/replay/taps/postgres/wire/rewrite-messages.ts';

/** Doubles what a message Q says if that has an x. */
const rewriter = () =>
  createMessageRewriter({
    types: 'Q',
    longest: 100,
    rewrite: (type, body) =>
      body.includes('x') ? encode(type, Buffer.concat([body, body])) : undefined,
  });
const q = (text: string) => encode('Q', Buffer.from(text));
const d = (text: string) => encode('d', Buffer.from(text));

describe('messages are passed on', () => {
  const sent = Buffer.concat([
    q('one x'),
    d('x'.repeat(200)),
    q('two'),
    q(''),
    q('x'),
    encode('S'),
  ]);
  const wanted = Buffer.concat([
    ...[q('one xone x'), d('x'.repeat(200)), q('two'), q(''), q('xx'), encode('S')],
  ]);

  it('with some of them changed, wherever the stream is cut', () => {
    for (let first = 0; first <= sent.length; first++) {
      const pass = rewriter();
      const parts = [sent.subarray(0, first), sent.subarray(first)];
      expect(Buffer.concat(parts.map(pass))).toEqual(wanted);
    }
    const pass = rewriter();
    const bytes = [...sent].map((byte) => pass(Buffer.from([byte])));
    expect(Buffer.concat(bytes)).toEqual(wanted);
  });

  it('as they come, if they are of another type or too long', () => {
    for (const message of [d('x'.repeat(1000)), q('x'.repeat(1000))]) {
      const pass = rewriter();
      for (const at of [0, 300, 600]) {
        expect(pass(message.subarray(at, at + 300))).toEqual(message.subarray(at, at + 300));
      }
    }
  });

  it('only when they are whole, if they may be changed', () => {
    const pass = rewriter();
    expect(pass(q('one x').subarray(0, 8))).toHaveLength(0);
    expect(pass(q('one x').subarray(8))).toEqual(q('one xone x'));
  });

  it('unchanged from a length on that can not be', () => {
    for (const length of ['00000003', 'ffffffff', '80000000']) {
      const pass = rewriter();
      const broken = Buffer.concat([Buffer.from(`51${length}`, 'hex'), q('x'), q('x')]);
      expect(Buffer.concat([pass(q('x')), pass(broken), pass(q('x'))])).toEqual(
        Buffer.concat([q('xx'), broken, q('x')]),
      );
    }
  });
});
