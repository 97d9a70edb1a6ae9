import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildCorpus } from '../../src/demo/corpus/corpus.ts';
import { type LoadOptions, loadProduction, startProduction } from '../../src/demo/production.ts';
import { noProcessWith } from '../e2e/program.ts';

const corpus = buildCorpus(
  Array.from({ length: 600 }, (_, minute) => ({
    messageId: `<${minute}@example.com>`,
    sentAt: new Date(Date.UTC(2002, 0, 1, 0, minute)).toISOString(),
    from: { name: 'A. Writer', email: 'writer@example.com' },
    recipients: [],
    subject: `Subject ${minute}`,
    references: [],
    body: `Body ${minute}`,
  })),
);
const embedding = [1, ...new Array<number>(383).fill(0)];

describe('production', { timeout: 120_000 }, () => {
  let folder: string;
  let controller: AbortController;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'branch-prod-demo-'));
    controller = new AbortController();
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const load = (overrides: Partial<LoadOptions> = {}) =>
    loadProduction({
      cache: join(folder, 'cache'),
      making: join(folder, 'making'),
      model: 'a model/1',
      prepare: async () => ({ corpus, embed: async (texts) => texts.map(() => embedding) }),
      signal: controller.signal,
      onProgress: () => {},
      ...overrides,
    });

  async function expectNothingMade() {
    expect(await readdir(folder)).toEqual(['cache']);
    expect(await readdir(join(folder, 'cache'))).toEqual([]);
    await noProcessWith(folder);
  }

  it('is loaded once, and started on a copy that changes nothing for the next run', async () => {
    const loaded = await load();
    const prepare = () => Promise.reject(new Error('loaded again'));
    expect(await load({ prepare })).toBe(loaded);
    for (const run of ['run-1', 'run-2']) {
      const production = await startProduction(loaded, join(folder, run));
      const client = new Client({ connectionString: production.url.reveal() });
      await client.connect();
      const { rows } = await client.query('SELECT count(*)::int, max(body) FROM messages');
      expect(rows).toEqual([{ count: 600, max: 'Body 99' }]);
      await client.query('DELETE FROM messages');
      await client.end();
      await production.stop();
    }
    await noProcessWith(folder);
  });

  it('is loaded by two runs at once, of which one is kept', async () => {
    const [one, other] = await Promise.all([
      load({ making: join(folder, 'making-1') }),
      load({ making: join(folder, 'making-2') }),
    ]);
    expect(other).toBe(one);
    expect(await readdir(folder)).toEqual(['cache']);
  });

  it('that is interrupted while mail is loaded says so, and leaves nothing', async () => {
    const loading = load({ onProgress: () => controller.abort() });
    await expect(loading).rejects.toMatchObject({ code: 'interrupted' });
    await expectNothingMade();
  });

  it('whose mail can not be embedded leaves nothing', async () => {
    let batches = 0;
    const embed = async (texts: string[]) => {
      batches += 1;
      if (batches === 2) throw new Error('no model');
      return texts.map(() => embedding);
    };
    await expect(load({ prepare: async () => ({ corpus, embed }) })).rejects.toThrow('no model');
    expect(batches).toBe(2);
    await expectNothingMade();
  });

  it('of which no mail can be read leaves nothing', async () => {
    const prepare = () => Promise.reject(new Error('no mail'));
    await expect(load({ prepare })).rejects.toThrow('no mail');
    await expectNothingMade();
  });
});
