import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Every file starts real servers and processes; more workers than cores only makes them time out.
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 60_000,
    globalSetup: ['test/postgres/run-folder.ts'],
    reporters: [...configDefaults.reporters, './test/report-skipped.ts'],
  },
});
