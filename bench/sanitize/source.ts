import { type Cluster, DATABASE } from '../postgres/cluster.ts';

/** What a source holds: people alone, or messages that speak of them too. */
export type Content = 'people' | 'people and messages';

/** A name that a number decides: one of 20 given names, one of 50,000 family names. */
const GIVEN = `(ARRAY['Anna','Boris','Chen','Dora','Emil','Fatma','Georg','Hana','Ivan','Jana','Karim','Lena','Mario','Nora','Omar','Petra','Quirin','Rosa','Sami','Tanja'])[1 + i % 20]`;
const FAMILY = `initcap(translate(substr(md5((i % 50000)::text), 1, 8), '0123456789', 'aeioulnrst'))`;

/** 20 columns, of which 6 are masked, and six indexes, one of them unique over a masked column. */
const PEOPLE = `
  CREATE TABLE people (id bigint PRIMARY KEY, name text NOT NULL, email varchar(120) NOT NULL UNIQUE, phone text, street text,
    city text, country char(2), company text, ip inet, token text, status text, plan text, locale text, balance numeric(12,2),
    score double precision, logins int, is_admin boolean, created_at timestamptz, updated_at timestamptz, settings jsonb)`;

const FILL_PEOPLE = `INSERT INTO people SELECT i, ${GIVEN} || ' ' || ${FAMILY},
    lower(${GIVEN} || '.' || ${FAMILY}) || i || '@mail' || i % 5000 || '.net',
    '+49 30 ' || 10000000 + i, 'Long Street ' || 1 + i % 300, 'Berlin', 'DE', 'Company ' || i % 9000,
    ('10.' || i % 200 || '.' || i / 200 % 250 || '.' || 1 + i % 250)::inet, 'sk-' || md5(i::text),
    'active', 'gold', 'de_DE', i % 10000, sqrt(i), i % 100, false, timestamptz '2020-01-01' + i * interval '1 minute',
    timestamptz '2024-01-01' + i * interval '1 second', '{"theme": "dark", "mails": true}'`;

const MESSAGES = `
  CREATE TABLE messages (id bigint PRIMARY KEY, person bigint NOT NULL REFERENCES people, subject text, body text NOT NULL,
    sent_at timestamptz)`;

const FILL_MESSAGES = `INSERT INTO messages SELECT p.id, p.id, 'Your order ' || p.id,
    'Hello,' || E'\\n\\n' || 'the parcel for ' || p.name || ' has not come yet. Please write to ' || p.email
    || ' or call ' || p.phone || ' when you know more. It was ordered three weeks ago, and the last thing that we heard was that it had '
    || 'left the warehouse; nobody could say since then where it is or when it will be here.' || E'\\n\\n' || 'Kind regards, ' || p.name,
    p.created_at FROM people p`;

/** Fills an empty cluster, and leaves it running, as a server of its size would. */
export async function fillSource(cluster: Cluster, content: Content, rows: number): Promise<void> {
  await cluster.start(SETTINGS);
  await cluster.query('postgres', `CREATE DATABASE ${DATABASE}`);
  await cluster.query(
    DATABASE,
    'CREATE EXTENSION pgcrypto',
    PEOPLE,
    `${FILL_PEOPLE} FROM generate_series(1, ${rows}) AS i`,
    'CREATE INDEX ON people (name)',
    'CREATE INDEX ON people (phone)',
    'CREATE INDEX ON people (created_at)',
    'CREATE INDEX ON people (country, city)',
  );
  if (content === 'people and messages') {
    await cluster.query(
      DATABASE,
      MESSAGES,
      FILL_MESSAGES,
      'CREATE INDEX ON messages (person)',
      'CREATE INDEX ON messages (sent_at)',
    );
  }
  await cluster.query(DATABASE, 'VACUUM ANALYZE');
}

/** What the engine's private server has too, so that the alternatives are not slower for want of them. */
const SETTINGS = {
  autovacuum: 'off',
  checkpoint_timeout: '1h',
  maintenance_work_mem: '256MB',
  max_wal_size: '8GB',
  shared_buffers: '256MB',
};
