import { describe, expect, it } from 'vitest';
import { findTestInstallations } from '../postgres/installations.ts';
import { have, needs } from '../skip.ts';
import { runBenchmark } from './run-benchmark.ts';

const { withVector } = await findTestInstallations();

describe('npm run bench', () => {
  it('shows how it is used', async () => {
    const { code, stdout } = await runBenchmark(['--help']);
    expect(code).toBe(0);
    expect(stdout).toContain('npm run bench -- branch --quick');
    expect(stdout).toContain('branch, fidelity');
  });

  it('lists the benchmarks when it does not know one', async () => {
    const { code, stdout, stderr } = await runBenchmark(['nothing']);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain('There is no benchmark "nothing"');
    expect(stderr).toContain('branch, fidelity');
  });

  it.each([
    [['branch', '--size', '0']],
    [['branch', '--size', '10,x']],
    [['branch', '--limit', '-1']],
    [['branch', '--postgres', '/nowhere']],
    [[]],
  ])('refuses %j before it makes anything', async (args) => {
    const { code, stdout, stderr, left } = await runBenchmark(args);
    expect(code).toBeGreaterThan(1);
    expect(stdout).toBe('');
    expect(stderr).not.toContain('    at ');
    expect(left).toEqual([]);
  });
});

describe('Ctrl-C', needs(withVector), () => {
  it.each([
    ['branch', 'filling a source'],
    ['branch', 'branches'],
    ['branch', 'TEMPLATE'],
    ['fidelity', 'making a branch'],
    ['fidelity', 'dumping and restoring'],
  ])(
    'removes all of %s at "%s"',
    async (name, interruptAt) => {
      const args = [
        name,
        '--quick',
        '--size',
        '5',
        '--postgres',
        have(withVector).installation.bin,
      ];
      const { code, stdout, stderr, left, servers } = await runBenchmark(args, { interruptAt });
      expect(stderr).toContain(interruptAt);
      expect(stderr).not.toContain('    at ');
      expect(code).toBe(130);
      expect(stdout).toBe('');
      expect(left).toEqual([]);
      expect(servers).toEqual([]);
    },
    120_000,
  );
});
