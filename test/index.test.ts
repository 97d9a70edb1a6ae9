import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createNodeMiddleware, createProbot } from 'probot';
import { afterEach, expect, it, vi } from 'vitest';
import branchProd from '../src/index.ts';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

it('runs in a Probot server of your own', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'branch-prod-index-'));
  vi.stubEnv('APP_ID', '12');
  vi.stubEnv('WEBHOOK_SECRET', 'a secret of this test');
  vi.stubEnv('BRANCH_PROD_STATE', folder);
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const probot = createProbot({ env: { ...process.env, PRIVATE_KEY: privateKey } });
  const server = createServer(await createNodeMiddleware(branchProd, { probot }));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const response = await fetch(`http://127.0.0.1:${port}/health`);
  expect([response.status, await response.json()]).toMatchObject([200, { status: 'ok' }]);
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true });
});
