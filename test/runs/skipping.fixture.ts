import { describe, it } from 'vitest';
import { needs } from '../skip.ts';

it('runs', needs({ folder: '/' }), () => {});

describe('a group', needs({ folder: '/' }, { reason: 'there is no moon' }), () => {
  it('needs the moon', () => {});
});

it('finds out later', (test) => test.skip('there is no sun'));

it.todo('is not written');
