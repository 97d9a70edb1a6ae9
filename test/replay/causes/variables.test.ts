import { expect, it } from 'vitest';
import type { DatabaseAddress } from '../../../src/engines/database-address.ts';
import { type Behind, withBranch, withModel } from '../../../src/replay/causes/variables.ts';

const address = (database: string): DatabaseAddress => ({
  ...{ host: '127.0.0.1', port: 5432, user: 'branch' },
  database,
});

function recorder() {
  const said: string[] = [];
  return {
    said,
    model: { set: (settings: object) => void said.push(JSON.stringify(settings)) },
    tap: {
      async switchTo({ database }: DatabaseAddress, options: object = {}) {
        said.push(`${database} ${JSON.stringify(options)}`);
      },
    },
    branch: { address: address('own') },
    async fails(): Promise<never> {
      said.push('replay');
      throw new Error('no replay');
    },
  };
}

it('sets the model for a replay, and undoes it even when that throws', async () => {
  const { said, model, fails: replay } = recorder();
  const level = withModel('A', { temperature: 0 }, { model, replay });
  await expect(level.run(() => true)).rejects.toThrow('no replay');
  expect(said).toEqual(['{"temperature":0}', 'replay', '{}']);
});

it('puts a branch behind the tap for a replay, and puts the own one back before it ends', async () => {
  const { said, tap, branch, fails: replay } = recorder();
  const open = async (): Promise<Behind> => ({
    address: address('other'),
    settings: { enable_indexscan: 'off' },
    [Symbol.asyncDispose]: async () => void said.push('ended'),
  });
  const level = withBranch('other', open, { tap, branch, replay });
  await expect(level.run(() => true)).rejects.toThrow('no replay');
  expect(said).toEqual([
    'other {"settings":{"enable_indexscan":"off"}}',
    'replay',
    'own {}',
    'ended',
  ]);
});
