import { parseConfig } from '../../src/config/parse-config.ts';
import { Secret } from '../../src/config/secret.ts';
import { createKeyedHash } from '../../src/sanitize/keyed-hash.ts';
import { maskCopy } from '../../src/sanitize/mask-copy.ts';
import type { BenchmarkContext } from '../benchmark.ts';
import { createEngine } from '../create-engine.ts';
import type { Cluster } from '../postgres/cluster.ts';
import { sourceSettings } from '../postgres/source-settings.ts';
import { watchMemory } from './memory.ts';
import type { Content } from './source.ts';

const KEY = 'the key of the benchmark, which is long enough';

const COLUMNS: Readonly<Record<Content, string>> = {
  people: `
    people.name: person
    people.email: email
    people.phone: phone
    people.street: address
    people.ip: ip
    people.token: secret`,
  'people and messages': `
    people.name: person
    people.email: email
    people.phone: phone
    people.street: address
    people.ip: ip
    people.token: secret
    messages.body: { mask: text, entities: [people.name, people.email, people.phone] }`,
};

export interface OwnReport {
  /** All of the masking: neutralising, reading known values, masking, writing, indexes, statistics. */
  readonly ms: number;
  /** The most that this process had in memory, threads included, in bytes; `undefined` where nobody can tell. */
  readonly peakBytes: number | undefined;
  readonly valuesMasked: number;
}

/** Masks a copy of the source as a snapshot is made; what is not masking is not timed. */
export async function measureOwn(
  source: Cluster,
  content: Content,
  { state, programs, signal, progress }: BenchmarkContext & { readonly state: string },
): Promise<OwnReport> {
  const loaded = parseConfig(
    `version: 1
source: { postgres: "\${SOURCE}" }
sanitize:
  key: "\${KEY}"
  columns:${COLUMNS[content]}
  keep: [people.*${content === 'people' ? '' : ', messages.*'}]
preview: { start: node server.js }
replay: { request: { method: POST, path: /ask }, answer: $.answer }
`,
    { file: 'branch-prod.yml', environment: { SOURCE: 'postgres://a@b/c', KEY } },
  );
  let report: OwnReport | undefined;
  await createEngine(state, programs).snapshot({
    source: sourceSettings(source),
    recipe: 'sanitize',
    async prepare(copy) {
      await using memory = await watchMemory();
      const began = performance.now();
      const { sanitization } = await maskCopy(copy, {
        loaded,
        hash: createKeyedHash(new Secret(KEY)),
        signal,
        onProgress: (message) => progress(`    ${message}`),
      });
      const ms = Math.round(performance.now() - began);
      report = { ms, peakBytes: await memory.peak(), valuesMasked: sanitization.valuesMasked };
      return {};
    },
    signal,
    onProgress: () => {},
  });
  return report as unknown as OwnReport;
}
