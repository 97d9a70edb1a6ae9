import type { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it, type TestOptions } from 'vitest';
import type { DatabaseAddress } from '../../src/engines/database-address.ts';
import type { Engine, PrivateCopy, Snapshot, SourceSettings } from '../../src/engines/engine.ts';
import { BranchProdError } from '../../src/errors.ts';

/** What the contract's suite needs of an implementation. Tables `people (id, name)` and a role for branches exist. */
export interface EngineUnderTest extends AsyncDisposable {
  readonly engine: Engine;
  readonly source: SourceSettings;
  readonly address: DatabaseAddress;
  prepare(copy: PrivateCopy): Promise<unknown>;
  query(address: DatabaseAddress, ...statements: string[]): Promise<Record<string, unknown>[]>;
}

/** What every engine has to do: see src/engines/engine.ts. */
export function describeEngine(
  name: string,
  options: TestOptions,
  make: () => Promise<EngineUnderTest>,
): void {
  describe(`the engine ${name}`, { timeout: 120_000, ...options }, () => {
    const signal = new AbortController().signal;
    const ttl = 600_000;
    let test: EngineUnderTest;
    let snapshot: Snapshot;

    function snapshotOptions(overrides: Partial<Parameters<Engine['snapshot']>[0]> = {}) {
      const { source } = test;
      const prepare = (copy: PrivateCopy) => test.prepare(copy);
      return { source, recipe: 'recipe', prepare, signal, onProgress: () => {}, ...overrides };
    }

    const names = (address: DatabaseAddress) =>
      test.query(address, 'SELECT name FROM people ORDER BY id');

    beforeAll(async () => {
      test = await make();
      snapshot = await test.engine.snapshot(snapshotOptions());
    }, 120_000);
    afterAll(() => test?.[Symbol.asyncDispose]());

    it('makes a snapshot that says what it is', async () => {
      expect(snapshot).toMatchObject({ cached: false, report: { masked: 1 } });
      expect(snapshot.server).toMatch(/^PostgreSQL \d+/);
      expect(snapshot.bytes).toBeGreaterThan(1_000_000);
      expect(Math.abs(snapshot.at.getTime() - Date.now())).toBeLessThan(120_000);
      expect(await test.engine.list()).toMatchObject([
        { id: snapshot.id, kind: 'snapshot', status: 'ready' },
      ]);
    });

    it('finds the snapshot of an unchanged source again without preparing it', async () => {
      const prepare = () => Promise.reject(new Error('prepared again'));
      const again = await test.engine.snapshot(snapshotOptions({ prepare }));
      expect(again).toEqual({ ...snapshot, cached: true });
    });

    it('makes another snapshot under another recipe and after a change of the source', async () => {
      const other = await test.engine.snapshot(snapshotOptions({ recipe: 'other' }));
      await test.query(test.address, "INSERT INTO people VALUES (3, 'new')");
      const changed = await test.engine.snapshot(snapshotOptions());
      await test.query(test.address, 'DELETE FROM people WHERE id = 3');
      expect([other.cached, changed.cached]).toEqual([false, false]);
      expect(new Set([snapshot.id, other.id, changed.id]).size).toBe(3);
      for (const { id } of [other, changed]) await test.engine.destroy(id);
    });

    it('keeps nothing when the preparation throws, and throws its error', async () => {
      const before = await test.engine.list();
      const prepare = async (copy: PrivateCopy) => {
        await copy.connect();
        throw new Error('a leak');
      };
      await expect(
        test.engine.snapshot(snapshotOptions({ recipe: 'throws', prepare })),
      ).rejects.toThrow('a leak');
      expect(await test.engine.list()).toEqual(before);
    });

    it('ends when it is interrupted during the preparation', async () => {
      const controller = new AbortController();
      const prepare = async (copy: PrivateCopy) => {
        await copy.connect();
        controller.abort();
        await new Promise(() => {});
      };
      const call = test.engine.snapshot(
        snapshotOptions({ recipe: 'hangs', prepare, signal: controller.signal }),
      );
      await expect(call).rejects.toMatchObject({ code: 'interrupted' });
      expect(await test.engine.list()).toHaveLength(1);
    });

    it('lets the preparation change the files offline', async () => {
      const prepare = async (copy: PrivateCopy) => {
        await test.prepare(copy);
        const seen: string[] = [];
        await copy.offline(async (directory) => void seen.push(directory));
        const { rows } = await (await copy.connect()).query('SELECT name FROM public.people');
        return { seen: seen.length, rows };
      };
      const made = await test.engine.snapshot(snapshotOptions({ recipe: 'offline', prepare }));
      expect(made.report).toEqual({ seen: 1, rows: [{ name: 'somebody' }] });
      await test.engine.destroy(made.id);
    });

    it('gives each branch the data of its snapshot, and what it writes to itself only', async () => {
      await using one = await test.engine.branch(snapshot.id, { ttl, signal });
      await using two = await test.engine.branch(snapshot.id, { ttl, signal });
      await test.query(one.address, "UPDATE people SET name = 'written'");
      expect(await names(one.address)).toEqual([{ name: 'written' }]);
      expect(await names(two.address)).toEqual([{ name: 'somebody' }]);
      expect(one.parent).toBe(snapshot.id);
      expect(one.readyMs).toBeGreaterThan(0);
      expect(JSON.stringify(one)).not.toContain(one.address.password?.reveal());
    });

    it('forks a branch at its present state while it is running', async () => {
      await using parent = await test.engine.branch(snapshot.id, { ttl, signal });
      await test.query(parent.address, "UPDATE people SET name = 'of the parent'");
      await using fork = await test.engine.fork(parent, { ttl, signal });
      await test.query(parent.address, "UPDATE people SET name = 'later'");
      expect(await names(fork.address)).toEqual([{ name: 'of the parent' }]);
      expect(fork.parent).toBe(parent.id);
    });

    it('changes a fork past triggers before its role can log in, and the parent not', async () => {
      await using parent = await test.engine.branch(snapshot.id, { ttl, signal });
      const change = async (session: Client) => {
        const { rows } = await session.query('SHOW session_replication_role');
        expect(rows).toEqual([{ session_replication_role: 'replica' }]);
        await session.query("UPDATE public.people SET name = 'changed'");
        await session.query("SET lock_timeout = '7s'");
      };
      await using fork = await test.engine.fork(parent, { ttl, signal, change });
      expect(await names(fork.address)).toEqual([{ name: 'changed' }]);
      expect(await names(parent.address)).toEqual([{ name: 'somebody' }]);
      expect(await test.query(fork.address, 'SHOW is_superuser')).toEqual([
        { is_superuser: 'off' },
      ]);
      for (const [setting, value] of [
        ['lock_timeout', '0'],
        ['session_replication_role', 'origin'],
      ] as const) {
        expect(await test.query(fork.address, `SHOW ${setting}`)).toEqual([{ [setting]: value }]);
      }
      expect(await test.query(fork.address, 'SELECT current_user AS role')).toEqual([
        { role: fork.address.user },
      ]);
    });

    it('leaves nothing of a fork whose change throws, and says why without quoting', async () => {
      await using parent = await test.engine.branch(snapshot.id, { ttl, signal });
      const ours = new BranchProdError('not-found', 'no such record', { nextStep: 'Look again.' });
      const before = await test.engine.list();
      for (const [thrown, expected] of [
        [ours, { code: 'not-found', message: 'no such record' }],
        [
          new Error('a value'),
          { code: 'engine-failed', message: 'The branch could not be changed' },
        ],
      ] as const) {
        const change = () => Promise.reject(thrown);
        const fork = test.engine.fork(parent, { ttl, signal, change });
        await expect(fork).rejects.toMatchObject(expected);
      }
      expect((await test.engine.list()).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    });

    it('ends a fork that is interrupted while its change waits', async () => {
      await using parent = await test.engine.branch(snapshot.id, { ttl, signal });
      const controller = new AbortController();
      const change = () => {
        controller.abort();
        return new Promise<never>(() => {});
      };
      const fork = test.engine.fork(parent, { ttl, signal: controller.signal, change });
      await expect(fork).rejects.toMatchObject({ code: 'interrupted' });
      expect((await test.engine.list()).map(({ id }) => id).toSorted()).toEqual(
        [parent.id, snapshot.id].toSorted(),
      );
    });

    it('refuses to destroy what is in use', async () => {
      const branch = await test.engine.branch(snapshot.id, { ttl, signal });
      for (const id of [snapshot.id, branch.id]) {
        await expect(test.engine.destroy(id)).rejects.toMatchObject({ code: 'in-use' });
      }
      await branch.idle();
      expect(await test.engine.list()).toContainEqual(
        expect.objectContaining({ id: branch.id, status: 'idle' }),
      );
      await branch.destroy();
      await branch.destroy();
      await branch.idle();
      expect(await branch.ended).toBe('destroyed');
      await expect(names(branch.address)).rejects.toThrow();
      expect(await test.engine.list()).toMatchObject([{ id: snapshot.id, status: 'ready' }]);
    });

    it.each([
      '../../x',
      '..',
      '',
      'snap-000000000000',
      'br-000000000000',
      'snap-3f9a2c41d07b/../x',
    ])('knows no item %j', async (id) => {
      await expect(test.engine.destroy(id)).rejects.toMatchObject({ code: 'not-found' });
      await expect(test.engine.branch(id, { ttl, signal })).rejects.toMatchObject({
        code: 'not-found',
      });
    });
  });
}
