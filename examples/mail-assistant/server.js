import { readFile } from 'node:fs/promises';
import OpenAI from 'openai';
import pg from 'pg';
import { createApp } from './app.js';
import { createAssistant } from './assistant.js';
import { readConfig } from './config.js';

const config = readConfig(process.env);
const pool = new pg.Pool({ connectionString: config.databaseUrl });
// Without a listener, an idle connection that the server closes would end the process.
pool.on('error', (error) => console.error(error));

const template = await readFile(new URL('prompts/answer.txt', import.meta.url), 'utf8');
const openai = new OpenAI(config.openai);
const app = createApp({
  ask: createAssistant({ ...config, pool, openai, template }),
  checkDatabase: () => pool.query('SELECT 1'),
});

app.listen(config.port, config.host, () => {
  const { address, port } = app.address();
  console.log(`Listening on http://${address.includes(':') ? `[${address}]` : address}:${port}`);
});

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    app.close(() => pool.end());
    app.closeIdleConnections();
    // A connection whose answer is still under way would otherwise stay open for 5 s after it.
    app.keepAliveTimeout = 1;
  });
}
