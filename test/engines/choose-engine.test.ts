import { expect, it } from 'vitest';
import { chooseEngine } from '../../src/engines/choose-engine.ts';

it('finds an engine by the name in the config', () => {
  expect(chooseEngine({ name: 'local' }, { state: '/nowhere' }).name).toBe('local');
});

it.each(['Local', 'toString', ''])(
  'lists the known engines when there is none named %j',
  (name) => {
    expect(() => chooseEngine({ name: name as 'local' }, { state: '/nowhere' })).toThrow(
      expect.objectContaining({
        code: 'config-invalid',
        nextStep: expect.stringContaining('local'),
      }),
    );
  },
);
