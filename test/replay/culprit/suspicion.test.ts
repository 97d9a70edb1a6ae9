import { expect, it } from 'vitest';
import { orderBySuspicion } from '../../../src/replay/culprit/suspicion.ts';
import { message } from './model-case.ts';

const suspect = (id: number, ...texts: string[]) => ({ ...message(id), texts });
const order = (suspects: ReturnType<typeof suspect>[], question: string, answer: string) =>
  orderBySuspicion(suspects, { question, answer }).map(({ key }) => key.id);

it('puts the record first that has what only the wrong answer says', () => {
  const suspects = [
    suspect(1, 'Our office in Berlin opens at nine.'),
    suspect(2, 'Refunds are possible for 30 days after the purchase.'),
    suspect(3, 'Since March refunds are possible for 90 days.'),
  ];
  expect(
    order(suspects, 'How long are refunds possible?', 'Refunds are possible 90 days.'),
  ).toEqual([3, 2, 1]);
});

it('reads a price or a date as one word, in any script and case', () => {
  const suspects = [
    suspect(1, 'costs 49 or 99'),
    suspect(2, 'kostet 49.99'),
    suspect(3, 'ΤΙΜΉ', '2026-03-01'),
  ];
  expect(order(suspects, 'price?', 'It is 49.99.')[0]).toBe(2);
  expect(order(suspects, 'price?', 'τιμή')[0]).toBe(3);
});

it('keeps the order where nothing is to be told', () => {
  const suspects = [suspect(1, 'same'), suspect(2, 'same'), suspect(3)];
  expect(order(suspects, 'same', 'same')).toEqual([1, 2, 3]);
  expect(order(suspects, '', '')).toEqual([1, 2, 3]);
  expect(order([], 'a', 'b')).toEqual([]);
});
