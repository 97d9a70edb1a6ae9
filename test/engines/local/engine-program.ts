/**
 * A program that uses the engine and then hangs, for tests that end it: prints a line for everything that happens.
 * Arguments: state folder, the source's data directory, and where to hang; the source's URL is in the environment.
 */
import { Secret } from '../../../src/config/secret.ts';
import { createLocalEngine } from '../../../src/engines/local/local-engine.ts';
import { maskPeople } from './source.ts';

const [state = '', dataDirectory = '', place = ''] = process.argv.slice(2);
const say = (line: string) => process.stdout.write(`${line}\n`);
const hang = async (at: string) => {
  say(at);
  if (place === at) await new Promise(() => setInterval(() => {}, 1000));
};

const programs = (process.env.PROGRAMS ?? '').split(':').filter(Boolean);
const engine = createLocalEngine({ state, programs });
const signal = new AbortController().signal;
const snapshot = await engine.snapshot({
  source: { postgres: new Secret(process.env.SOURCE_URL ?? ''), dataDirectory, copy: 'files' },
  recipe: 'program',
  async prepare(copy) {
    await hang('prepare');
    await maskPeople(copy);
    await copy.offline(() => hang('offline'));
  },
  signal,
  onProgress: say,
});
say(snapshot.cached ? 'cached' : 'made');
if (place === 'end') process.exit(0);
say('branching');
const branch = await engine.branch(snapshot.id, { ttl: 600_000, signal });
void branch.ended.then((end) => say(`ended: ${end}`));
say('forking');
await engine.fork(branch, { ttl: 600_000, signal });
await hang('branched');
