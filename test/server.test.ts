import { type ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});
// Nobody listens there: what the App asks of GitHub at its start must not keep it from starting.
const environment = {
  APP_ID: '12',
  PRIVATE_KEY: privateKey,
  WEBHOOK_SECRET: 'a secret of this test',
  GHE_HOST: '127.0.0.1:9',
  GHE_PROTOCOL: 'http',
  HOST: '127.0.0.1',
  PORT: '0',
};

let folder: string;
let children: ChildProcess[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'branch-prod-server-'));
  children = [];
});
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** Runs the image's command, in a folder without a `.env`. */
function start(given: Record<string, string>) {
  const command = /^CMD (\[.*\])$/m.exec(readFileSync(join(root, 'Dockerfile'), 'utf8'))?.[1];
  const [, file] = JSON.parse(command as string);
  const child = spawn(process.execPath, [join(root, file)], {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      BRANCH_PROD_STATE: join(folder, 'state'),
      ...given,
    },
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (data) => {
    output.stdout += data;
  });
  child.stderr.on('data', (data) => {
    output.stderr += data;
  });
  children.push(child);
  return { child, output, ended: once(child, 'exit') };
}

async function until<T>(look: () => T | undefined): Promise<T> {
  for (let tries = 0; tries < 500; tries += 1) {
    const found = look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('It never came to be.');
}

describe('npm start', () => {
  it('serves webhooks and its health, and ends on SIGTERM', async () => {
    const { child, output, ended } = start(environment);
    const port = await until(() => /"port":(\d+)/.exec(output.stdout)?.[1]);
    const health = await fetch(`http://127.0.0.1:${port}/health`);
    expect([health.status, await health.json()]).toMatchObject([200, { status: 'ok', queued: 0 }]);
    expect(
      (await fetch(`http://127.0.0.1:${port}/api/github/webhooks`, { method: 'POST' })).status,
    ).toBe(415);
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
    expect(output.stdout).not.toMatch(/PRIVATE KEY|a secret of this test/);
    for (const line of output.stdout.trimEnd().split('\n'))
      expect(JSON.parse(line)).toHaveProperty('msg');
  });

  it.each([
    ['the well-known webhook secret', { WEBHOOK_SECRET: 'development' }, 'WEBHOOK_SECRET'],
    ['no webhook secret', { WEBHOOK_SECRET: '' }, 'WEBHOOK_SECRET'],
    ['no private key', { PRIVATE_KEY: '' }, 'PRIVATE_KEY'],
    ['a key that is none', { PRIVATE_KEY: 'canary canary' }, 'PRIVATE_KEY'],
    ['no App in production', { APP_ID: '', NODE_ENV: 'production' }, 'APP_ID'],
  ])('is refused with %s, and says what to set', async (_, given, named) => {
    const { output, ended } = start({ ...environment, ...given });
    expect(await ended).toEqual([2, null]);
    expect(output.stderr).toContain(named);
    expect(output.stderr + output.stdout).not.toContain('canary');
  });

  it('shows the page that registers an App where there is none', async () => {
    // Probot can't take a free port by itself: it listens at 3000 for a PORT of 0.
    const free = createServer().listen(0, '127.0.0.1');
    await once(free, 'listening');
    const { port } = free.address() as { port: number };
    await new Promise((resolve) => free.close(resolve));
    copyFileSync(join(root, 'app.yml'), join(folder, 'app.yml'));
    const { output } = start({ HOST: '127.0.0.1', PORT: String(port) });
    await until(() => /Listening/.exec(output.stdout) ?? undefined);
    const page = await fetch(`http://127.0.0.1:${port}/probot`);
    expect(page.status).toBe(200);
    const manifest = /id="manifest" value='([^']*)'/.exec(await page.text())?.[1] ?? '';
    expect(JSON.parse(manifest)).toMatchObject({
      public: false,
      default_permissions: { checks: 'write' },
      // Probot's, which is why the server takes webhooks there too.
      hook_attributes: { url: `http://127.0.0.1:${port}/` },
    });
    await fetch(`http://127.0.0.1:${port}/probot/setup?code=`, { redirect: 'manual' });
    expect(output.stdout).not.toContain('code=');
  });
});
