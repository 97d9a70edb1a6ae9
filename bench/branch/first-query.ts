import type { Client } from 'pg';

/** Has the database answer a query on its data, and closes the connection. Throws when the row is not there. */
export async function answerFirstQuery(connecting: Promise<Client>): Promise<void> {
  const client = await connecting;
  try {
    const { rowCount } = await client.query('SELECT body FROM documents WHERE id = 1');
    if (rowCount !== 1) throw new Error('the copy does not hold the data');
  } finally {
    await client.end();
  }
}
