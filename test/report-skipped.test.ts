import { expect, it } from 'vitest';
import { runFixture } from './runs/run-fixture.ts';

it('lists what was skipped with its reason, and lets the run pass', async () => {
  const { code, output } = await runFixture('skipping');
  const list = output.slice(output.indexOf('Skipped: '));
  expect(list).toBe(`Skipped: 3
there is no moon
  skipping.fixture.ts > a group > needs the moon
there is no sun
  skipping.fixture.ts > finds out later
for no reason that is given
  skipping.fixture.ts > is not written
`);
  expect(code).toBe(0);
});

it('fails a run that must skip nothing', async () => {
  const environment = { BRANCH_PROD_TEST_ALL: '1' };
  const skipping = await runFixture('skipping', { environment });
  expect(skipping.output).toMatch(/there is no moon\n.*this run has failed/s);
  expect(skipping.code).toBe(1);
});

it('does not list what was not asked for', async () => {
  const { code, output } = await runFixture('skipping', { args: ['--testNamePattern', '^runs$'] });
  expect(output).not.toContain('is not written');
  expect(output).toContain('1 passed');
  expect(code).toBe(0);
});
