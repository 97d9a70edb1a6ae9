import type { Client } from 'pg';
import { describe, expect, it } from 'vitest';
import { acceptedConfiguration } from '../../../../src/engines/local/data-directory/accepted-configuration.ts';
import {
  readConfiguration,
  settingLine,
} from '../../../../src/engines/local/data-directory/configuration-files.ts';
import { findTestInstallations } from '../../../postgres/installations.ts';
import { have, needs } from '../../../skip.ts';

const { any } = await findTestInstallations();

it('takes no line from a server whose answer is none of a setting', async () => {
  const rows = [
    { name: 'work_mem', value: '8192' },
    { name: 'TimeZone', value: "Asia/Kolkata'\nx = '" },
    { name: 'seq_page_cost', value: '1.5e-05' },
    { name: 'IntervalStyle', value: 'iso_8601' },
    { name: 'hnsw.iterative_scan', value: 'strict_order' },
    { name: 'jit', value: 'off' },
    { name: 'recovery_end_command', value: 'reboot' },
    { name: "x = 1\nrestore_command = 'touch'\ny", value: 'on' },
    { name: 'enable_seqscan', value: "on'\nrestore_command = 'touch" },
    { name: 'enable_sort', value: null },
  ];
  const client = { query: async () => ({ rows }) } as unknown as Client;
  expect(await readConfiguration(client)).toBe(
    [
      "work_mem = '8192'\nTimeZone = 'Asia/Kolkata''x = '''\nseq_page_cost = '1.5e-05'\n",
      "IntervalStyle = 'iso_8601'\nhnsw.iterative_scan = 'strict_order'\njit = 'off'\n",
    ].join(''),
  );
});

describe('a configuration that this machine accepts', { timeout: 60_000, ...needs(any) }, () => {
  const lines = (settings: Record<string, string>) =>
    Object.entries(settings)
      .map(([name, value]) => settingLine(name, value))
      .join('');

  function accept(settings: Record<string, string>) {
    const { bin, major } = have(any).installation;
    return acceptedConfiguration(lines(settings), { major, programs: [bin] });
  }

  it('is the whole one if that is fine', async () => {
    const settings = { TimeZone: 'UTC', lc_time: 'C', work_mem: '8192', 'hnsw.ef_search': '77' };
    expect(await accept(settings)).toEqual({ configuration: lines(settings), notes: [] });
  });

  it('lacks what the server would not start with, and says so', async () => {
    const fine = { DateStyle: 'ISO, DMY', work_mem: '8192' };
    const { configuration, notes } = await accept({
      ...fine,
      ...{ TimeZone: 'Nowhere/At_All', lc_time: 'xx_YY.utf8', enable_vendors_plans: 'on' },
    });
    expect(configuration).toBe(lines(fine));
    expect(notes.map((note) => note.split(' ')[3])).toEqual([
      'TimeZone',
      'lc_time',
      'enable_vendors_plans',
    ]);
  });
});
