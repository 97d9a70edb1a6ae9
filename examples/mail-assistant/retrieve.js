const nearest = `
  SELECT messages.id, messages.subject, messages.sent_at, messages.body, people.name AS author,
         messages.embedding <=> $1 AS distance
  FROM messages JOIN people ON people.id = messages.person_id
  ORDER BY messages.embedding <=> $1
  LIMIT $2`;

/** The messages nearest to an embedding, by cosine distance. */
export async function retrieve(pool, embedding, limit) {
  const { rows } = await pool.query(nearest, [JSON.stringify(embedding), limit]);
  return rows.map((row, index) => ({
    id: row.id,
    rank: index + 1,
    distance: row.distance,
    subject: row.subject,
    author: row.author ?? 'unknown',
    sentAt: row.sent_at.toISOString(),
    body: row.body,
  }));
}
