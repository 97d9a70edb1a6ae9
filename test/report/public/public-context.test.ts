import { expect, it } from 'vitest';
import { publicContext } from '../../../src/report/public/public-context.ts';

const canary = 'Ada Lovelace, canary@example.org';

it.each([
  '1 row retrieved, all reached the prompt, #7 cut at 1 of 2 characters',
  '6 rows retrieved, 4 reached the prompt, messages #812,en cut at 1,200 of 4,031 characters, 2 more cut; prompt 1,832 of 8,192 tokens',
  '3 rows retrieved, 1 reached the prompt, 1 unknown, rank 2 cut at 5 of 9 characters; prompt 12 tokens',
  '2 rows retrieved, their text was not seen',
  '1 row retrieved, no prompt was seen',
  'no row retrieved; prompt 90 of 8,192 tokens',
  "no statement that retrieves was seen; the model's API cut the answer (max_tokens)",
  'no row retrieved; a connection to the database could not be followed: its rows are missing',
  "no row retrieved; the model's API refused the prompt as too long (context_length_exceeded)",
])('keeps the line of the context that names rows by identifiers: %s', (context) => {
  expect(publicContext(context)).toBe(context);
});

it.each([
  [
    '2 rows retrieved, 1 reached the prompt, #ada@example.org cut at 1 of 2 characters; prompt 12 tokens',
    '2 rows retrieved, 1 reached the prompt; prompt 12 tokens',
  ],
  [
    '3 rows retrieved, all reached the prompt, #Lovelace, Ada cut at 1 of 2 characters, #7 cut at 3 of 4 characters',
    '3 rows retrieved, all reached the prompt, #7 cut at 3 of 4 characters',
  ],
  ['1 row retrieved, secret notes #7 cut at 1 of 2 characters', '1 row retrieved'],
  ["no row retrieved; the model's API cut the answer (Ada Lovelace)", 'no row retrieved'],
  [`no row retrieved; ${canary}`, 'no row retrieved'],
])('drops what else a line of the context says: %j', (context, shown) => {
  expect(publicContext(context)).toBe(shown);
  expect(publicContext(shown)).toBe(shown);
});

it.each([`no row retrieved\n${canary}`, '#ada@example.org cut at 1 of 2 characters', canary, ''])(
  'drops a line of the context of which nothing is ours (%#)',
  (context) => {
    expect(publicContext(context)).toBeUndefined();
  },
);
