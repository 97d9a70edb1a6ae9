import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseConfig } from '../../../src/config/parse-config.ts';
import { readCatalog } from '../../../src/sanitize/catalog.ts';
import { planMasking } from '../../../src/sanitize/plan.ts';
import { proposePolicy } from '../../../src/sanitize/propose/propose-policy.ts';
import { writeConfig } from '../../../src/sanitize/propose/write-config.ts';
import { needs } from '../../skip.ts';
import { servers } from '../servers.ts';
import { openTestDatabase, type TestDatabase } from '../test-database.ts';
import { SHOP } from './shop.ts';

describe.each(servers)('a policy proposed from $name', ({ found, installation }) => {
  describe('', { ...needs(found), timeout: 240_000 }, () => {
    let database: TestDatabase;
    beforeAll(async () => {
      if (!('reason' in found)) database = await openTestDatabase(installation());
    }, 240_000);
    afterAll(() => database?.[Symbol.asyncDispose]());

    const propose = (sql: string) =>
      database.inSchema(sql, async (client) => {
        const { proposal } = await proposePolicy(client, () => {});
        const yaml = writeConfig(proposal, { sourceVariable: 'SHOP_URL' });
        const catalog = await readCatalog(client);
        const loaded = parseConfig(yaml, { file: 'proposal.yml', environment: 'unknown' });
        const plan = planMasking(loaded, catalog);
        const rules = Object.fromEntries(
          proposal.tables.flatMap(({ rules }) =>
            rules.map(({ name, rule }) => [name, typeof rule === 'string' ? rule : rule.mask]),
          ),
        );
        return { proposal, yaml, plan, rules };
      });

    it('decides on every column that could hold text, and is valid as it is', async () => {
      const { rules, plan, proposal, yaml } = await propose(SHOP);
      expect(rules).toEqual({
        'customers.name': 'person',
        'customers.eMail': 'email',
        'customers.telefon': 'phone',
        'customers.geburtsdatum': 'birthdate',
        'customers.api_token': 'secret',
        'customers.last_ip': 'ip',
        'customers.tier': 'keep',
        'customers.kontakt': 'hash',
        'customers.tags': 'array',
        'customers.gehalt': 'number',
        'customers.profile': 'json',
        'customers.avatar': 'null',
        'customers."odd.name"': 'hash',
        'customers.nothing': 'hash',
        'orders.code': 'scramble',
        'orders.note': 'text',
        'orders.search': 'derive',
        'orders.paid_with': 'card',
        'messages.body': 'text',
        'messages.embedding': 'keep',
        'empty.label': 'hash',
        'empty.password': 'secret',
      });
      expect(proposal.unlistedNumbers).toEqual([
        'customers.id',
        'messages.id',
        'messages.at',
        'orders.id',
        'orders.customer',
        'orders.state',
      ]);
      expect(plan.unlistedNumbers).toHaveLength(6);
      expect(yaml).toContain('# orders.customer_email follows customers.eMail');
      expect(yaml).toContain(
        'orders.note: { mask: text, entities: [ customers.name, customers.eMail, customers.telefon',
      );
      expect(yaml).toMatch(/- messages\.embedding # .*DECIDE: an embedding can be inverted/);
      expect(yaml).toMatch(
        /customers\.eMail: email # character varying\(80\); 100 % of 300 values are email/,
      );
      expect(yaml).toContain('$.user.email: email');
      expect(yaml).toContain('SHOP_URL}"');
    });

    it('holds no value, and no key of JSON that is one', async () => {
      const { yaml } = await propose(SHOP);
      expect(yaml).not.toMatch(/zebulon|quackenbush|smith|9018|4111|sk-[0-9a-f]/i);
    });

    it('gives what references a key no rule, and keeps what few words of many rows are', async () => {
      const { rules, plan } = await propose(`
        CREATE TABLE kinds (kind text);
        INSERT INTO kinds SELECT 'a' FROM generate_series(1, 200);
        CREATE TABLE plans (plan text PRIMARY KEY);
        CREATE TABLE uses (plan text REFERENCES plans, born date);`);
      expect(rules).toEqual({
        'kinds.kind': 'keep',
        'plans.plan': 'hash',
        'uses.born': 'birthdate',
      });
      expect(plan.tables.flatMap(({ columns }) => columns.map(({ name }) => name))).toContain(
        'uses.plan',
      );
    });

    it('names a part of a partitioned table and an inherited column once, as their parents', async () => {
      const { rules } = await propose(`
        CREATE TABLE events (at date, what text) PARTITION BY RANGE (at);
        CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
        CREATE TABLE events_2 PARTITION OF events DEFAULT;
        CREATE TABLE animals (label text);
        CREATE TABLE dogs (tricks text) INHERITS (animals);`);
      expect(Object.keys(rules).toSorted()).toEqual([
        'animals.label',
        'dogs.tricks',
        'events.what',
      ]);
    });

    it('is strict where the values of a column are of several kinds', async () => {
      const { rules } = await propose(`
        CREATE TABLE t (contact text, email text, first_name text UNIQUE);
        INSERT INTO t SELECT CASE WHEN i % 4 = 0 THEN 'a' || i || '@b.example' ELSE 'x' || i END,
          CASE WHEN i % 4 = 0 THEN 'a' || i || '@b.example' ELSE 'x' || i END, 'n' || i FROM generate_series(1, 200) i;`);
      expect(rules).toEqual({ 't.contact': 'hash', 't.email': 'hash', 't.first_name': 'hash' });
    });

    it('keeps no few-valued column that names people, or says what the law protects most', async () => {
      const { rules, yaml } = await propose(`
        CREATE TABLE cases (created_by text, city text, approved text, login text, diagnosis text, religion text, model text,
          status text, sort_by text);
        INSERT INTO cases SELECT (ARRAY['Schmidt', 'Meier'])[1 + i % 2], 'Kiel', (ARRAY['Schmidt', 'Meier'])[1 + i % 2],
          (ARRAY['a.schmidt', 'b.meier'])[1 + i % 2], (ARRAY['flu', 'cold'])[1 + i % 2], 'none', (ARRAY['gpt-4-0613', 'o3-20250416'])[1 + i % 2],
          (ARRAY['in_progress', 'done'])[1 + i % 2], 'age' FROM generate_series(1, 200) i;`);
      expect(rules).toEqual({
        'cases.created_by': 'person',
        'cases.city': 'city',
        'cases.approved': 'hash',
        'cases.login': 'person',
        'cases.diagnosis': 'hash',
        'cases.religion': 'hash',
        'cases.model': 'keep',
        'cases.status': 'keep',
        'cases.sort_by': 'keep',
      });
      expect(yaml).toMatch(/- cases\.model # .*DECIDE: 2 different values in 200/);
      expect(yaml).toMatch(/- cases\.status # text; 2 different values in 200, none/);
    });

    it('keeps the bounds of a range of amounts in their order', async () => {
      const { yaml } = await propose('CREATE TABLE jobs (title text, salary int4range);');
      expect(yaml).toContain('jobs.salary: { mask: number, keep: rank }');
    });

    it('survives names that would end a comment or a string', async () => {
      const { yaml, rules } = await propose(
        `CREATE TABLE "a: b #\n c" ("x\r\n'y\\"": " text, "*" text, "null" text, "\u2028" text);`,
      );
      expect(Object.keys(rules)).toHaveLength(4);
      expect(yaml).toContain('unlisted: fail');
    });

    it('says which tables it could not look at', async () => {
      const sql = `CREATE TABLE open (a text); CREATE TABLE closed (password text, other text);
        CREATE TABLE own (a text); ALTER TABLE own ENABLE ROW LEVEL SECURITY;
        CREATE ROLE looks_only; GRANT SELECT ON open, own TO looks_only; SET LOCAL ROLE looks_only;`;
      const { proposal, yaml, rules } = await propose(sql);
      expect(proposal.tables.map(({ name, skipped }) => [name, skipped])).toEqual([
        ['closed', 'may not be read by this role'],
        ['open', undefined],
        ['own', 'shows this role only some rows (row security)'],
      ]);
      expect(yaml).toContain('# closed: NOT LOOKED AT: it may not be read by this role');
      expect(rules).toMatchObject({ 'closed.password': 'secret', 'closed.other': 'hash' });
    });
  });
});
