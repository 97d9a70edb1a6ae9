import { Secret } from '../src/config/secret.ts';
import { type Corpus, readCorpus } from '../src/demo/corpus/corpus.ts';
import { createKeyedHash } from '../src/sanitize/keyed-hash.ts';
import { createKnownValues } from '../src/sanitize/known-values.ts';
import { createMask } from '../src/sanitize/masks/registry.ts';
import type { Benchmark } from './benchmark.ts';
import { measureRecall, type Survival } from './recall/measure.ts';

/**
 * What the mask `text` leaves of personal values in real mail, of which the headers tell who wrote, and how much of
 * the rest it changes. Names and addresses are known, as from named columns; telephone numbers are not.
 */
export const recall: Benchmark = async ({ quick, progress }) => {
  progress('reading the mail');
  const whole = await readCorpus();
  const corpus = quick ? { ...whole, messages: whole.messages.slice(0, 400) } : whole;
  progress(`masking ${corpus.messages.length} bodies and searching them`);
  const { mask, measured } = createMeasuredMask(corpus);
  const { overMasked: _, ...document } = measureRecall(corpus, mask);
  const megabytesPerSecond = Math.round((measured.characters / measured.ms / 1000) * 10) / 10;
  const { names, addresses, phoneNumbers, ordinaryTokens, changedTokens, overMasking } = document;
  const row = (name: string, { before, after }: Survival) => [name, String(before), String(after)];
  return {
    document: { messages: corpus.messages.length, ...document, megabytesPerSecond },
    tables: [
      {
        title: `Known values in ${corpus.messages.length} bodies, distinct`,
        columns: ['value', 'raw', 'masked'],
        rows: [
          row('names of several words', names),
          row('addresses', addresses),
          row('telephone numbers that say so', phoneNumbers),
        ],
      },
      {
        title: 'Tokens that are of no entity',
        columns: ['', 'tokens'],
        rows: [
          ['all', String(ordinaryTokens)],
          ['changed', String(changedTokens)],
          ['share', `${(overMasking * 100).toFixed(3)} %`],
        ],
      },
    ],
    notes: [`The mask took ${megabytesPerSecond} million characters a second, in one thread.`],
    pgvector: 'not used',
  };
};

/** The mask `text` as a policy with `people.name` and `people.email` has it, and how long it takes. */
function createMeasuredMask({ people }: Corpus) {
  const hash = createKeyedHash(new Secret('a key for benchmarks'));
  const known = createKnownValues(hash);
  for (const { name, email } of people) {
    if (name !== null) known.add(name, { mask: 'person' }, 'people.name');
    known.add(email, { mask: 'email' }, 'people.email');
  }
  const apply = createMask({ mask: 'text', entities: [] });
  const context = { hash, known };
  const measured = { ms: 0, characters: 0 };
  return {
    measured,
    mask(body: string): string {
      const began = performance.now();
      const masked = apply(body, context) ?? '';
      measured.ms += performance.now() - began;
      measured.characters += body.length;
      return masked;
    },
  };
}
