import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { bodyReader } from '../../../../src/github/app/server/read-body.ts';

/** A request whose body the test writes. */
function request(headers: Record<string, string> = {}) {
  return Object.assign(new PassThrough(), { headers }) as never as PassThrough &
    Parameters<ReturnType<typeof bodyReader>>[0];
}

function read(reader: ReturnType<typeof bodyReader>, text: string) {
  const one = request();
  one.end(text);
  return reader(one);
}

describe('reading bodies', () => {
  it('gives the text, also where a character is cut by a chunk', async () => {
    const one = request();
    const body = bodyReader({ each: 10, all: 10 })(one);
    const bytes = Buffer.from('é€');
    for (const byte of bytes) one.write(Buffer.from([byte]));
    one.end();
    expect(await body).toMatchObject({ text: 'é€' });
  });

  it('refuses what is too long, by its length or by what comes', async () => {
    const reader = bodyReader({ each: 10, all: 100 });
    expect(await read(reader, 'x'.repeat(11))).toEqual({ status: 413 });
    const declared = request({ 'content-length': '11' });
    declared.end('x');
    expect(await reader(declared)).toEqual({ status: 413 });
    expect(await read(reader, 'x'.repeat(10))).toHaveProperty('text');
  });

  it('refuses what is too much together, until something is released', async () => {
    const reader = bodyReader({ each: 10, all: 15 });
    const first = await read(reader, 'x'.repeat(10));
    expect(await read(reader, 'x'.repeat(10))).toEqual({ status: 503 });
    if ('release' in first) first.release();
    expect(await read(reader, 'x'.repeat(10))).toHaveProperty('text');
  });

  it('forgets what a broken connection had sent', async () => {
    const reader = bodyReader({ each: 10, all: 10 });
    const broken = request();
    const body = reader(broken);
    broken.write('x'.repeat(8));
    setImmediate(() => broken.destroy(new Error('aborted')));
    await expect(body).rejects.toThrow('aborted');
    expect(await read(reader, 'x'.repeat(10))).toHaveProperty('text');
  });
});
