import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { webhookEvents } from '../../../src/github/app/intake/read-event.ts';

const read = (file: string) => readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8');
const manifest = parse(read('app.yml'));

/** Every App gets these; GitHub refuses a manifest that lists them. */
const always = ['installation', 'installation_repositories'];

it('the manifest asks for the events that are read, and for no other', () => {
  expect(manifest.default_events).toEqual(
    webhookEvents.filter((event) => !always.includes(event)).sort(),
  );
});

it('the manifest asks for the permissions that are used, and for no other', () => {
  expect(manifest.default_permissions).toEqual({
    metadata: 'read',
    actions: 'write',
    checks: 'write',
    contents: 'write',
    deployments: 'write',
    issues: 'write',
    pull_requests: 'write',
  });
});

it('the image holds what it runs and nothing else, and runs it as nobody in particular', () => {
  const lines = read('Dockerfile').split('\n');
  expect(lines).toContain('CMD ["node", "src/server.ts"]');
  expect(lines).toContain('USER node');
  expect(lines.join('\n')).not.toMatch(/PRIVATE_KEY=|WEBHOOK_SECRET=|APP_ID=/);
  const ignored = read('.dockerignore')
    .split('\n')
    .filter((line) => line && !line.startsWith('#'));
  const copied = lines.flatMap(
    (line) => /^COPY (?!--from)(.*) \S+$/.exec(line)?.[1]?.split(' ') ?? [],
  );
  expect(new Set(ignored)).toEqual(new Set(['*', ...copied.map((file) => `!${file}`)]));
});
