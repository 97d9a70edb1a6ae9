import { describe, expect, it } from 'vitest';
import { needs } from '../skip.ts';
import { maskDatabase, servers } from './rows/fixture.ts';

const [, native] = servers;

describe('values inside JSON, XML and arrays that prose names', () => {
  it(
    'have the same pseudonym in the prose, but for those that are kept',
    needs(native?.found ?? {}),
    async () => {
      await using made = await maskDatabase(
        `CREATE TABLE people (id int PRIMARY KEY, profile jsonb, logins text[]);
      INSERT INTO people VALUES (1, '{"full_name": "Zebulon Quackenbush", "plan": "Gold Standard"}', '{quilltip77}');
      CREATE TABLE notes (body text);
      INSERT INTO notes VALUES ('zebulon QUACKENBUSH logs in as quilltip77, on the Gold Standard.')`,
        `  columns:
    people.profile: { mask: json, paths: { $.full_name: person } }
    people.logins: { mask: array, each: scramble }
    notes.body: { mask: text, entities: [people.profile, people.logins] }`,
        { installation: native?.installation() },
      );
      const [row] = await made.query(
        `SELECT body, lower(profile->>'full_name') AS name, logins[1] AS login FROM public.people, public.notes`,
      );
      expect(row?.name).not.toMatch(/zebulon|quackenbush/);
      expect(row?.body?.toLowerCase()).toBe(
        `${row?.name} logs in as ${row?.login}, on the gold standard.`,
      );
    },
  );
});
