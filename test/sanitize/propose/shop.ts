/** A production as init meets it: many kinds of columns, and values that must not be in what it writes. */
export const SHOP = `
  CREATE EXTENSION vector;
  CREATE TYPE status AS ENUM ('new', 'paid');
  CREATE TABLE customers (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL, "eMail" varchar(80) UNIQUE,
    telefon text, geburtsdatum date, api_token text, last_ip inet, tier text, kontakt text, tags text[], gehalt numeric,
    profile jsonb, avatar bytea, "odd.name" text, nothing text);
  CREATE TABLE orders (id int PRIMARY KEY, customer int REFERENCES customers, customer_email varchar(80) REFERENCES customers ("eMail"),
    code char(8) UNIQUE, note text, state status, search tsvector, paid_with text);
  CREATE TABLE messages (id int, at date, body text, embedding vector(3), PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
  CREATE TABLE messages_1 PARTITION OF messages FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
  CREATE TABLE messages_2 PARTITION OF messages FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');
  CREATE TABLE empty (label text, password text);
  CREATE MATERIALIZED VIEW totals AS SELECT name FROM customers;
  INSERT INTO customers (name, "eMail", telefon, geburtsdatum, api_token, last_ip, tier, kontakt, tags, profile)
    SELECT 'Zebulon Smith' || chr(97 + i % 26), 'zebulon' || i || '@quackenbush.example', '+49 30 9018' || 20000 + i, '1980-01-01',
      'sk-' || md5(i::text), '10.1.2.3', (ARRAY['gold', 'silver'])[1 + i % 2],
      CASE i % 2 WHEN 0 THEN 'zebulon' || i || '@quackenbush.example' ELSE 'line' || i END,
      ARRAY['zebulon' || i || '@quackenbush.example'],
      jsonb_build_object('plan', (ARRAY['a', 'b'])[1 + i % 2], 'user', jsonb_build_object('email', 'z' || i || '@quackenbush.example'),
        'by_friend', jsonb_build_object('Zebulon' || i, 'hello'), 'n', i)
    FROM generate_series(1, 300) i;
  INSERT INTO orders SELECT i, i, 'zebulon' || i || '@quackenbush.example', lpad(i::text, 8, 'x'),
      'Zebulon called and said that he wants order ' || i || ' sooner', 'new', '', '4111111111111111' FROM generate_series(1, 300) i;
  INSERT INTO messages SELECT i, date '2020-01-01' + i, 'Dear Zebulon, this is a long text number ' || i, '[1,2,3]' FROM generate_series(1, 300) i;
`;
