import { expect, it } from 'vitest';
import { maskSchema } from '../../src/config/mask-schema.ts';
import { describeOptions } from '../../src/sanitize/describe-mask.ts';

it.each([
  ['email', undefined],
  ['text', 'entities: none'],
  [
    { mask: 'text', entities: ['people.name', 'crm.a."b.c"'] },
    'entities: people.name, crm.a."b.c"',
  ],
  [{ mask: 'phone', country: 'DE' }, 'country: DE'],
  ['date', 'days: 30'],
  [{ mask: 'date', by: 'person', days: 5 }, 'by: person, days: 5'],
  [
    {
      mask: 'json',
      paths: {
        '$.ip': 'ip',
        '$.born': 'birthdate',
        '$.x': null,
        $: { mask: 'text', entities: ['a.b'] },
      },
    },
    '$.ip: ip; $.born: birthdate (years: 5); $.x: null; $: text (entities: a.b)',
  ],
  [{ mask: 'hstore', keys: { '*': 'scramble' } }, '*: scramble'],
  [{ mask: 'array', each: { mask: 'geo', decimals: 2 } }, 'each: geo (decimals: 2)'],
  [{ mask: 'sql', expression: 'left(a, 3)' }, 'expression: left(a, 3)'],
  [{ mask: 'command', program: ['/bin/mask', '--names'] }, '/bin/mask --names'],
])('%j is said to be told: %s', (rule, said) => {
  expect(describeOptions(maskSchema.parse(rule))).toBe(said);
});
