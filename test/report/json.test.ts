import { expect, it } from 'vitest';
import { resultSchema } from '../../src/investigation/result.ts';
import { jsonReporter } from '../../src/report/json.ts';
import { CollectingStream } from './collecting-stream.ts';
import { exampleComparison } from './example-comparison.ts';
import { eventsFailingAt, eventsOf, exampleResult } from './example-result.ts';
import { resultWith, terminalAttack } from './hostile-text.ts';
import { testReporter } from './reporter-contract.ts';

testReporter('json', { create: jsonReporter });

it.each([
  { name: 'the example', result: exampleResult },
  { name: 'a comparison with its base', result: exampleComparison },
  { name: 'hostile text', result: resultWith(terminalAttack) },
])('writes $name as exactly one document and a line break', async ({ result }) => {
  const stream = new CollectingStream();
  const reporter = jsonReporter(stream);
  for (const event of eventsOf(result)) await reporter.on(event);
  expect(resultSchema.parse(JSON.parse(stream.text))).toEqual(result);
  expect(stream.text).toMatch(/^\{\n.*\n\}\n$/s);
});

it('writes nothing when the investigation failed', async () => {
  const stream = new CollectingStream();
  const reporter = jsonReporter(stream);
  for (const event of eventsFailingAt('proof', 'A leak.')) await reporter.on(event);
  await reporter.close?.();
  expect(stream.text).toBe('');
});

it('writes nothing that its schema does not promise', async () => {
  const stream = new CollectingStream();
  const result = { ...exampleResult, proof: { ...exampleResult.proof, leaks: -1 } };
  const shown = async () => jsonReporter(stream).on({ type: 'finished', atMs: 1, result });
  await expect(shown()).rejects.toThrow(/leaks/);
  expect(stream.text).toBe('');
});
