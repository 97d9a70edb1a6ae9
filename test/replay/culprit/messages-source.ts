import type { TestSource } from '../../engines/local/source.ts';
import { query } from '../../postgres/query.ts';

/** Adds to a source what the tests of culprits look at: messages, with what a plain DELETE would set off. */
export async function addMessages(source: TestSource, bodies: readonly string[]): Promise<void> {
  await query(
    source.address,
    'CREATE TABLE messages (id int PRIMARY KEY, body text)',
    'CREATE TABLE citations (id int PRIMARY KEY, message int REFERENCES messages ON DELETE CASCADE)',
    'CREATE TABLE deletions (message int)',
    `CREATE FUNCTION log_deletion() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN INSERT INTO public.deletions VALUES (OLD.id); RETURN OLD; END $$`,
    'CREATE TRIGGER log AFTER DELETE ON messages FOR EACH ROW EXECUTE FUNCTION log_deletion()',
    ...bodies.map((body, index) => `INSERT INTO messages VALUES (${index + 1}, '${body}')`),
    'INSERT INTO citations SELECT id, id FROM messages',
    'CREATE SCHEMA "odd "" schema"',
    `CREATE TABLE "odd "" schema"."a.b" ("k'ey" text, "n""" int, PRIMARY KEY ("k'ey", "n"""))`,
    `INSERT INTO "odd "" schema"."a.b" VALUES ('it''s; "1" \\', 1), ('it''s; "1" \\', 2), ('other', 1)`,
    'GRANT USAGE ON SCHEMA "odd "" schema" TO PUBLIC',
    'GRANT SELECT, DELETE ON "odd "" schema"."a.b" TO PUBLIC',
  );
}
