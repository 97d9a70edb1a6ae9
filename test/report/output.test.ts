import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, existsSync } from 'node:fs';
import { Writable } from 'node:stream';
import { expect, it } from 'vitest';
import { openOutput } from '../../src/report/output.ts';
import { needs } from '../skip.ts';
import { CollectingStream } from './collecting-stream.ts';

it('writes in order and waits until everything has left', async () => {
  const written: string[] = [];
  const slow = new Writable({
    write(chunk, _encoding, done) {
      setTimeout(() => {
        written.push(String(chunk));
        done();
      }, 5);
    },
  });
  const output = openOutput(slow);
  for (const text of ['a', 'b', 'c']) output.write(text);
  await output.flushed();
  expect(written).toEqual(['a', 'b', 'c']);
});

it('writes nothing after close and leaves the stream open', async () => {
  const stream = new CollectingStream();
  const output = openOutput(stream);
  output.write('a');
  await output.close();
  output.write('b');
  await output.close();
  expect(stream.text).toBe('a');
  expect(stream.writableEnded).toBe(false);
});

const full = existsSync('/dev/full') ? {} : { reason: 'this system has no /dev/full' };

it('says once that the disk is full', needs(full), async () => {
  const output = openOutput(createWriteStream('/dev/full'));
  output.write('a');
  await expect(output.flushed()).rejects.toMatchObject({ code: 'ENOSPC' });
  output.write('b');
  await expect(output.close()).resolves.toBeUndefined();
});

it('does not hang or end the process when the reader is gone', async () => {
  const reader = spawn(process.execPath, ['-e', ''], { stdio: ['pipe', 'ignore', 'ignore'] });
  const output = openOutput(reader.stdin);
  await once(reader, 'close');
  output.write('a'.repeat(1_000_000));
  await expect(output.close()).rejects.toThrow();
});

it('does not wait for a write that the stream forgot when it was destroyed', async () => {
  const stuck = new Writable({ write() {} });
  const output = openOutput(stuck);
  output.write('a');
  stuck.destroy(new Error('gone'));
  await expect(output.close()).rejects.toThrow('gone');
});
