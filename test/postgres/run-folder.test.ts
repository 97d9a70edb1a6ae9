import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, it } from 'vitest';
import { runFixture } from '../runs/run-fixture.ts';
import { needs } from '../skip.ts';
import { findTestInstallations } from './installations.ts';

const { any } = await findTestInstallations();

it('a run ends the server that a test forgot, and fails', needs(any), async () => {
  const { code, output } = await runFixture('forgetting');
  const [, dataDirectory = ''] = /started in (\S+)/.exec(output) ?? [];
  expect(dataDirectory).not.toBe('');
  expect(output).toContain(`A test left PostgreSQL running, now ended: ${dirname(dataDirectory)}`);
  expect(code).toBe(1);
  expect(existsSync(dirname(dataDirectory))).toBe(false);
});
