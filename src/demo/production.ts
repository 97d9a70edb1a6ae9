import { randomBytes } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';
import { Secret } from '../config/secret.ts';
import { databaseUrl } from '../engines/database-address.ts';
import { pgliteServer } from '../engines/local/servers/pglite/pglite-server.ts';
import { type Corpus, readCorpus } from './corpus/corpus.ts';
import { embeddingText } from './corpus/embedding-text.ts';
import { loadCorpus } from './corpus/load.ts';
import {
  countDocuments,
  type DocumentFrequencies,
  type InverseDocumentFrequency,
  invert,
} from './model/inverse-document-frequency.ts';

/** Changes when loading gives something else than before. */
const CACHE_VERSION = 2;

/** The mail's word frequencies, from the cache or, the first time, from the mail itself. */
export async function readFrequencies(
  cache: string,
): Promise<{ inverseDocumentFrequency: InverseDocumentFrequency; corpus?: Corpus }> {
  const file = join(cache, `frequencies-${CACHE_VERSION}.json`);
  try {
    const frequencies = JSON.parse(await readFile(file, 'utf8')) as DocumentFrequencies;
    return { inverseDocumentFrequency: invert(frequencies) };
  } catch {
    const corpus = await readCorpus();
    const frequencies = countDocuments(corpus.messages.map(embeddingText));
    await mkdir(cache, { recursive: true });
    await writeFile(`${file}.${process.pid}`, JSON.stringify(frequencies));
    await rename(`${file}.${process.pid}`, file);
    return { inverseDocumentFrequency: invert(frequencies), corpus };
  }
}

export interface LoadOptions {
  readonly cache: string;
  /** Names the embeddings; mail is loaded once for each. */
  readonly model: string;
  readonly corpus: Corpus | undefined;
  readonly embed: (texts: string[]) => Promise<number[][]>;
  readonly onProgress: (message: string) => void;
}

/** The data directory that holds the loaded mail; made the first time. */
export async function loadProduction(options: LoadOptions): Promise<string> {
  const { cache, model, embed, onProgress } = options;
  const name = Buffer.from(model).toString('hex').slice(0, 60);
  const directory = join(cache, `production-${CACHE_VERSION}-${name}`);
  if (await exists(directory)) return directory;
  const corpus = options.corpus ?? (await readCorpus());
  await mkdir(cache, { recursive: true });
  const making = await mkdtemp(join(cache, 'loading-'));
  try {
    const client = await PGlite.create({ dataDir: making, extensions: { vector } });
    await loadCorpus({
      client: {
        query: (text, values) => (values ? client.query(text, values) : client.exec(text)),
      },
      corpus,
      embed,
      onProgress: ({ loaded, of }) => onProgress(`${loaded} of ${of} messages`),
    });
    await client.close();
    await rename(making, directory);
  } finally {
    await rm(making, { recursive: true, force: true });
  }
  return directory;
}

/** Production as it would be: a database in a process of its own, reached over the wire. */
export async function startProduction(loaded: string, directory: string) {
  await cp(loaded, directory, { recursive: true });
  const password = new Secret(randomBytes(24).toString('base64url'));
  const server = await pgliteServer.start({
    dataDirectory: directory,
    database: 'postgres',
    superuser: 'postgres',
    access: { kind: 'login', user: 'postgres', password },
  });
  return { url: databaseUrl(server.address), stop: server.kill };
}

async function exists(directory: string): Promise<boolean> {
  return readFile(join(directory, 'PG_VERSION')).then(
    () => true,
    () => false,
  );
}
