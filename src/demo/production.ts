import { randomBytes } from 'node:crypto';
import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { Secret } from '../config/secret.ts';
import { databaseUrl } from '../engines/database-address.ts';
import { pgliteServer } from '../engines/local/servers/pglite/pglite-server.ts';
import type { RunningServer } from '../engines/local/servers/server.ts';
import { type Corpus, readCorpus } from './corpus/corpus.ts';
import { embeddingText } from './corpus/embedding-text.ts';
import { loadCorpus } from './corpus/load.ts';
import { throwIfInterrupted } from './interrupted.ts';
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
  /** A folder beside it that is not there yet, in which mail is loaded. */
  readonly making: string;
  /** Names the embeddings; mail is loaded once for each. */
  readonly model: string;
  /** Called when the database has begun to start, which takes seconds: the mail, and what embeds texts. */
  readonly prepare: () => Promise<{
    corpus: Corpus | undefined;
    embed: (texts: string[]) => Promise<number[][]>;
  }>;
  readonly signal: AbortSignal;
  readonly onProgress: (message: string) => void;
}

/** The data directory that holds the loaded mail; made the first time. Throws `interrupted`; nothing is left then. */
export async function loadProduction(options: LoadOptions): Promise<string> {
  const { cache, making, model, prepare, signal, onProgress } = options;
  const name = Buffer.from(model).toString('hex').slice(0, 60);
  const directory = join(cache, `production-${CACHE_VERSION}-${name}`);
  if (await exists(directory)) return directory;
  throwIfInterrupted(signal);
  await mkdir(cache, { recursive: true });
  await mkdir(making);
  const starting = serve(making);
  const end = async () => (await starting.catch(() => undefined))?.kill();
  signal.addEventListener('abort', end);
  try {
    const connecting = starting.then(connect);
    // It is awaited when there is something to load.
    connecting.catch(() => {});
    const { corpus = await readCorpus(), embed } = await prepare();
    throwIfInterrupted(signal);
    await loadCorpus({
      ...{ client: connecting, corpus, embed },
      onProgress: ({ loaded, of }) => onProgress(`${loaded} of ${of} messages`),
    });
    await (await connecting).end();
    await (await starting).stop();
    await rename(making, directory).catch(async (error) => {
      // Another run has loaded it meanwhile.
      if (!(await exists(directory))) throw error;
    });
  } catch (error) {
    throwIfInterrupted(signal);
    throw error;
  } finally {
    signal.removeEventListener('abort', end);
    await end();
    await rm(making, { recursive: true, force: true });
  }
  return directory;
}

/** Production as it would be: a database in a process of its own, reached over the wire. */
export async function startProduction(loaded: string, directory: string) {
  await cp(loaded, directory, { recursive: true });
  const server = await serve(directory);
  return { url: databaseUrl(server.address), stop: server.kill };
}

/** Begins with an empty database where there is none. */
function serve(dataDirectory: string): Promise<RunningServer> {
  const password = new Secret(randomBytes(24).toString('base64url'));
  return pgliteServer.start({
    dataDirectory,
    database: 'postgres',
    superuser: 'postgres',
    access: { kind: 'login', user: 'postgres', password },
  });
}

async function connect({ address }: RunningServer): Promise<Client> {
  const client = new Client({ connectionString: databaseUrl(address).reveal() });
  // Whoever asks next hears of it.
  client.on('error', () => {});
  await client.connect();
  return client;
}

async function exists(directory: string): Promise<boolean> {
  return readFile(join(directory, 'PG_VERSION')).then(
    () => true,
    () => false,
  );
}
