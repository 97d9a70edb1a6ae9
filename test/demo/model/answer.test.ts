import { expect, test } from 'vitest';
import { answer } from '../../../src/demo/model/answer.ts';
import { countDocuments, invert } from '../../../src/demo/model/inverse-document-frequency.ts';

const table = invert(countDocuments([]));
const none = 'The sources do not answer the question.';

function ask(question: string, ...bodies: string[]): string {
  const sources = bodies.map((body, index) => `## [${index + 1}] Subject\nFrom A\n\n${body}`);
  const content = `Answer.\n\n${sources.join('\n\n')}\n\nQuestion: ${question}\n`;
  return answer([{ role: 'user', content }], table);
}

test('gives the statement that shares most with the question, and cites it', () => {
  expect(
    ask(
      'When does the shop close?',
      'The bread is fresh every day.',
      'Hello all. The shop does close at six. See you there soon.',
    ),
  ).toBe('The shop does close at six. [2]');
});

test('prefers what other sources repeat', () => {
  const [once, twice] = ['The shop does close at five.', 'The shop does close at nine.'];
  expect(ask('When does the shop close?', once, twice, `> ${twice}`)).toBe(`${twice} [2]`);
});

test('takes the first of equals', () => {
  expect(ask('Is it red?', 'It is a red car.', 'It is a red car.')).toBe('It is a red car. [1]');
});

test('joins wrapped and quoted lines, but not a quotation with its reply', () => {
  expect(ask('What time is lunch?', '> Lunch time is\n> at noon today.\nNo, not true.')).toBe(
    'Lunch time is at noon today. [1]',
  );
});

test('never answers with a question, a lead-in or a rule of dashes', () => {
  expect(
    ask(
      'What time is lunch?',
      'What time is lunch today?\n\nAbout what time lunch is, somebody wrote:\n\nlunch --- --- --- --- ---',
    ),
  ).toBe(none);
});

test('a footnote does not begin another source', () => {
  expect(ask('Is the pub open?', 'See the note.\n[1] The pub is open today.', 'Other.')).toBe(
    '[1] The pub is open today. [1]',
  );
});

test.each([
  ['no source', 'Question: why?'],
  ['no question', '## [1] A\n\nSome statement about a thing.'],
  ['no text', ''],
  ['nothing in common', '## [1] A\n\nSome statement about things.\nQuestion: xyzzy?'],
])('says so when there is %s', (_, content) => {
  expect(answer([{ role: 'user', content: `\n${content}` }], table)).toBe(none);
});

test('is quick with a megabyte of sources', () => {
  const body = 'The quick brown fox jumps over the lazy dog again. '.repeat(2000);
  const start = performance.now();
  ask('Who jumps over the dog?', ...new Array<string>(10).fill(body));
  expect(performance.now() - start).toBeLessThan(20_000);
});
