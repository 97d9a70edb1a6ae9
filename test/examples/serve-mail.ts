import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';
import { Secret } from '../../src/config/secret.ts';
import type { Corpus } from '../../src/demo/corpus/corpus.ts';
import { embeddingText } from '../../src/demo/corpus/embedding-text.ts';
import { loadCorpus } from '../../src/demo/corpus/load.ts';
import { embed } from '../../src/demo/model/embedding.ts';
import { countDocuments, invert } from '../../src/demo/model/inverse-document-frequency.ts';
import { type ModelServer, startModelServer } from '../../src/demo/model/server.ts';
import { databaseUrl } from '../../src/engines/database-address.ts';
import { pgliteServer } from '../../src/engines/local/servers/pglite/pglite-server.ts';

export interface ServedMail extends AsyncDisposable {
  databaseUrl: string;
  model: ModelServer;
}

/** A corpus in a database that speaks over the wire, and the stand-in for the model that knows its words. */
export async function serveMail(corpus: Corpus): Promise<ServedMail> {
  const folder = await mkdtemp(join(tmpdir(), 'branch-prod-mail-'));
  const dataDirectory = join(folder, 'data');
  const inverseDocumentFrequency = invert(countDocuments(corpus.messages.map(embeddingText)));
  const database = await PGlite.create({ dataDir: dataDirectory, extensions: { vector } });
  await loadCorpus({
    client: {
      query: (text, values) => (values ? database.query(text, values) : database.exec(text)),
    },
    corpus,
    embed: async (texts) => texts.map((text) => embed(text, inverseDocumentFrequency)),
  });
  await database.close();
  const server = await pgliteServer.start({
    dataDirectory,
    database: 'postgres',
    superuser: 'postgres',
    access: { kind: 'login', user: 'postgres', password: new Secret('mail') },
  });
  const model = await startModelServer({ inverseDocumentFrequency });
  return {
    databaseUrl: databaseUrl(server.address).reveal(),
    model,
    async [Symbol.asyncDispose]() {
      await model.close();
      await server.kill();
      await rm(folder, { recursive: true });
    },
  };
}
