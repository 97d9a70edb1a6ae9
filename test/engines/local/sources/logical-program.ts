/**
 * A program that copies a source row by row, for a test that ends it. Arguments: the state folder and a folder of
 * PostgreSQL's programs; the source's URL is in the environment.
 */
import { Secret } from '../../../../src/config/secret.ts';
import { createLocalEngine } from '../../../../src/engines/local/local-engine.ts';

const [state = '', programs = ''] = process.argv.slice(2);
await createLocalEngine({ state, programs: [programs] }).snapshot({
  source: { postgres: new Secret(process.env.SOURCE_URL ?? ''), copy: 'logical' },
  recipe: 'program',
  prepare: async () => {},
  signal: new AbortController().signal,
  onProgress: (message) => process.stdout.write(`${message}\n`),
});
