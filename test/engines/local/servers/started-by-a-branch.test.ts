import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createLocalEngine } from '../../../../src/engines/local/local-engine.ts';
import { serverAccount } from '../../../../src/engines/local/servers/account.ts';
import { identifyProcess, isRunning } from '../../../../src/process-identity.ts';
import { removeFolder } from '../../../../src/remove-folder.ts';
import { findTestInstallations } from '../../../postgres/installations.ts';
import { have, needs } from '../../../skip.ts';
import { makeStateFolder, startPostgresSource } from '../postgres-source.ts';
import { maskPeople } from '../source.ts';

const { any } = await findTestInstallations();
/** Whoever is not root runs PostgreSQL as himself, and his shells may be in any folder. */
const root =
  process.getuid?.() === 0 ? {} : { reason: 'only root runs PostgreSQL as another user' };

it('what a server of a branch has started ends with the branch', {
  timeout: 60_000,
  ...needs(any, root),
}, async () => {
  const { installation } = have(any);
  await using source = await startPostgresSource(installation);
  const state = await makeStateFolder();
  const signal = new AbortController().signal;
  try {
    const engine = createLocalEngine({ state, programs: [installation.bin] });
    const options = { recipe: 'r', prepare: maskPeople, signal, onProgress: () => {} };
    const snapshot = await engine.snapshot({ source: source.settings, ...options });
    const branch = await engine.branch(snapshot.id, { ttl: 600_000, signal });
    // As COPY … TO PROGRAM starts one: in the data directory, as the server's user.
    const account = await serverAccount('copy');
    const child = spawn('setsid', ['sleep', '600'], {
      ...account,
      cwd: join(branch.folder, 'data'),
      stdio: 'ignore',
    });
    await new Promise((resolve) => child.once('spawn', resolve));
    const identity = await identifyProcess(child.pid as number);
    expect(identity && (await isRunning(identity))).toBe(true);
    await branch.destroy();
    expect(identity && (await isRunning(identity))).toBe(false);
  } finally {
    await removeFolder(state);
  }
});
