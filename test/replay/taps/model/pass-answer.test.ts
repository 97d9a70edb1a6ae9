import { once } from 'node:events';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { passAnswer } from '../../../../src/replay/taps/model/pass-answer.ts';
import { serve } from '../../http-server.ts';

test('an application that has left gets no answer, and nothing waits for it', async () => {
  const passed = Promise.withResolvers<unknown>();
  const body = Readable.from(['an answer']);
  const url = await serve(async (_, response) => {
    response.destroy();
    await once(response, 'close');
    passed.resolve(await passAnswer({ status: 200, headers: {}, body }, response, () => {}));
  });
  await expect(fetch(url)).rejects.toThrow();
  expect(await passed.promise).toBe('left');
  expect(body.destroyed).toBe(true);
});
