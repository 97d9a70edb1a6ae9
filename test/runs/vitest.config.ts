import { defineConfig } from 'vitest/config';

/** For runs of Vitest that are themselves tested: as all tests are run, but of files that these would fail. */
export default defineConfig({
  root: import.meta.dirname,
  test: {
    include: ['*.fixture.ts'],
    cache: false,
    globalSetup: ['../postgres/run-folder.ts'],
    reporters: ['default', '../report-skipped.ts'],
  },
});
