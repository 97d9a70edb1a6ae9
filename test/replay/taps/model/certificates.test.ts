import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { baseUrl, startTap } from './start-tap.ts';

let folder: string;
let certificate: string;
let url: string;
const server = createServer((_, response) => response.end('{"data":[]}'));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'certificates-'));
  const key = join(folder, 'server.key');
  certificate = join(folder, 'server.crt');
  await promisify(execFile)('openssl', [
    ...['req', '-x509', '-nodes', '-newkey', 'rsa:2048', '-days', '2', '-subj', '/CN=127.0.0.1'],
    ...['-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', key, '-out', certificate],
  ]);
  server.setSecureContext({ key: await readFile(key), cert: await readFile(certificate) });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true });
});

const start = (more: Record<string, string>) =>
  startTap(url, { environment: { OPENAI_BASE_URL: `${url}/v1`, ...more } });

test('an API whose certificate nobody knows is not reached', async () => {
  const response = await fetch(`${baseUrl(await start({}), 'OPENAI_BASE_URL')}/models`);
  expect(response.status).toBe(502);
});

test.each(['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE', 'REQUESTS_CA_BUNDLE', 'CURL_CA_BUNDLE'])(
  'with %s, the tap trusts what the application trusts',
  async (name) => {
    const tap = await start({ [name]: certificate });
    expect((await fetch(`${baseUrl(tap, 'OPENAI_BASE_URL')}/models`)).status).toBe(200);
  },
);

test('a file without certificates is told at the start', async () => {
  const garbage = join(folder, 'garbage');
  await writeFile(garbage, 'nothing');
  const broken = join(folder, 'broken');
  await writeFile(broken, '-----BEGIN CERTIFICATE-----\nnothing\n-----END CERTIFICATE-----\n');
  for (const path of [garbage, broken, join(folder, 'none'), 'server.crt', folder]) {
    await expect(start({ SSL_CERT_FILE: path })).rejects.toMatchObject({
      code: 'config-invalid',
      message: 'SSL_CERT_FILE names no file of certificates.',
    });
  }
});
