import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requireSafeReplay } from '../../../../src/engines/local/servers/postgres/require-safe-replay.ts';

describe('the programs that follow a source', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'branch-prod-programs-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it.each(['13.0', '13.4 (Debian 13.4-1)'])('are refused at version %s', async (version) => {
    await expect(check(version)).rejects.toMatchObject({
      code: 'source-unsupported',
      message: expect.stringContaining(version.slice(0, 4)),
      nextStep: expect.stringContaining('Update'),
    });
  });

  it.each(['13.5', '13.22', '15.4', '18.0', '19devel'])('may be of version %s', check);

  async function check(version: string): Promise<void> {
    const script = `#!/bin/sh\necho 'postgres (PostgreSQL) ${version}'\n`;
    await writeFile(join(folder, 'postgres'), script, { mode: 0o755 });
    await requireSafeReplay(folder);
  }
});
