import { expect, it } from 'vitest';
import { createConcurrencyGroups } from './concurrency.ts';

/** A run that writes down what becomes of it. */
function member(name: string, log: string[]) {
  return { cancel: () => log.push(`${name} cancelled`) };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

it('runs one of a group, cancels it for a newer one, and waits for its end', async () => {
  const groups = createConcurrencyGroups();
  const log: string[] = [];
  const old = member('old', log);
  const fresh = member('fresh', log);
  const other = member('other', log);
  await groups.enter('thread-1', true, old);
  await groups.enter('thread-2', true, other);
  void groups.enter('Thread-1', true, fresh).then(() => log.push('fresh runs'));
  await settle();
  expect(log).toEqual(['old cancelled']);
  groups.leave(old);
  await settle();
  expect(log).toEqual(['old cancelled', 'fresh runs']);
});

it('keeps the newest of those that wait, and without cancel-in-progress lets the first end', async () => {
  const groups = createConcurrencyGroups();
  const log: string[] = [];
  const first = member('first', log);
  const second = member('second', log);
  const third = member('third', log);
  await groups.enter('a', false, first);
  void groups.enter('a', false, second).then(() => log.push('second runs'));
  void groups.enter('a', false, third).then(() => log.push('third runs'));
  await settle();
  expect(log).toEqual(['second cancelled']);
  groups.leave(second);
  groups.leave(first);
  await settle();
  expect(log).toEqual(['second cancelled', 'third runs']);
});
