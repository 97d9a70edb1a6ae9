import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { expect, test } from 'vitest';
import { Secret } from '../../src/config/secret.ts';
import { createOutput, lastLines } from '../../src/preview/output.ts';

async function collected(chunks: readonly (string | Uint8Array)[], secrets: string[] = []) {
  const output = createOutput(secrets.map((value) => new Secret(value)));
  const stream = new PassThrough();
  output.collect(stream);
  await pipeline(Readable.from(chunks), stream);
  return output;
}

test('lines are put together from chunks, the last one without its newline too', async () => {
  const snowman = Buffer.from('☃\n');
  const chunks = ['one\ntw', 'o\n', snowman.subarray(0, 1), snowman.subarray(1), '\nend'];
  expect((await collected(chunks)).lines()).toEqual(['one', 'two', '☃', '', 'end']);
});

test('two streams do not mix within a line', async () => {
  const output = createOutput([]);
  const [a, b] = [new PassThrough(), new PassThrough()];
  output.collect(a);
  output.collect(b);
  a.write('from ');
  b.write('error\n');
  a.write('output\n');
  await new Promise(setImmediate);
  expect(output.lines().sort()).toEqual(['error', 'from output']);
});

test('only the last 200 lines are kept, each cut at 2,000 characters', async () => {
  const chunks = Array.from({ length: 5_000 }, (_, i) => `${i} ${'x'.repeat(5_000)}\n`);
  const lines = (await collected(chunks)).lines();
  expect(lines).toHaveLength(200);
  expect(lines[199]?.startsWith('4999 xxx')).toBe(true);
  expect(lines.every((line) => line.length === 2_000)).toBe(true);
});

test('a line without an end does not fill the memory', async () => {
  const before = process.memoryUsage().heapUsed;
  const chunk = 'y'.repeat(1_000_000);
  const output = await collected(Array.from({ length: 200 }, () => chunk));
  expect(output.lines()).toEqual(['y'.repeat(2_000)]);
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(100_000_000);
});

test('secrets are hidden: split over chunks, in a URL, in JSON, inside another, of several lines', async () => {
  const secrets = ['p@ss "word"', 'postgres://u:p%40ss%20%22word%22@h/d', 'line one\nline two'];
  const output = await collected(
    [
      'raw p@ss ',
      '"word".\n',
      `json ${JSON.stringify({ key: secrets[0] })}\n`,
      `url ${encodeURIComponent(secrets[0] as string)}\n`,
      `connect ${secrets[1]}!\n`,
      secrets[2] as string,
    ],
    secrets,
  );
  expect(output.lines()).toEqual([
    'raw [secret].',
    'json {"key":"[secret]"}',
    'url [secret]',
    'connect [secret]!',
    '[secret]',
    '[secret]',
  ]);
});

test('no part of a secret is left where a line is cut', async () => {
  const secret = 'SECRETSECRETSECRET-0123456789';
  for (let before = 1_880; before < 2_060; before++) {
    const line = `${secret.repeat(3)}${'x'.repeat(before)}${secret}${'x'.repeat(100)}`;
    const text = (await collected([line], [secret])).lines().join('');
    expect(text).not.toContain('SECRETS');
  }
});

test('short values are left alone, and what a value says about a pattern is ignored', async () => {
  const output = await collected(['debug 12345 [a-z]+$& abcdef\n'], ['12345', '[a-z]+$&']);
  expect(output.lines()).toEqual(['debug 12345 [secret] abcdef']);
});

test('colours, cursor movements and other control characters are removed', async () => {
  const output = await collected(['\u001b[31mred\u001b[0m \u001b[2J\u0007\u0000bell\r\n']);
  expect(output.lines()).toEqual(['red bell']);
});

test('the end of an output is its last 20 lines', async () => {
  const output = await collected(Array.from({ length: 30 }, (_, i) => `line ${i}\n`));
  const text = lastLines(output);
  expect(text).toContain('line 29');
  expect(text).toContain('line 10\n');
  expect(text).not.toContain('line 9\n');
  expect(lastLines(createOutput([]))).toBe('; it printed nothing');
});
