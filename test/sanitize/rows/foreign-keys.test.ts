import { describe, expect, it } from 'vitest';
import { needs } from '../../skip.ts';
import { maskDatabase, servers } from './fixture.ts';

const PARTITIONED = `
  CREATE TABLE root (id int, mail text, %) PARTITION BY HASH (id);
  CREATE TABLE root_0 PARTITION OF root FOR VALUES WITH (MODULUS 2, REMAINDER 0);
  CREATE TABLE root_1 PARTITION OF root FOR VALUES WITH (MODULUS 2, REMAINDER 1);
  INSERT INTO root SELECT i, 'quill' || i || '@raw-domain.com' FROM generate_series(0, 19) i;`;

describe.each(servers)(
  'foreign keys to a partitioned table, on $name',
  ({ found, installation }) => {
    it('hold for all parts together when its key is masked', needs(found), async () => {
      await using made = await maskDatabase(
        `${PARTITIONED.replace('%', 'PRIMARY KEY (id, mail)')}
      CREATE TABLE refs (id int, mail text, FOREIGN KEY (id, mail) REFERENCES root);
      INSERT INTO refs SELECT id, mail FROM root`,
        '  columns: { root.mail: email }',
        { installation: installation() },
      );
      const joined = 'SELECT count(*) AS n FROM public.refs JOIN public.root USING (id, mail)';
      expect(await made.query(joined)).toEqual([{ n: '20' }]);
    });

    it('take with them only the rows that reference deleted ones', needs(found), async () => {
      await using made = await maskDatabase(
        `${PARTITIONED.replace('%', 'PRIMARY KEY (id)')}
      CREATE TABLE refs (id int REFERENCES root ON DELETE CASCADE);
      CREATE TABLE marks (id int REFERENCES root ON DELETE SET NULL);
      INSERT INTO refs SELECT id FROM root;
      INSERT INTO marks SELECT id FROM root`,
        `  columns: { root.mail: email }
  tables: { root: { mask: delete_rows, where: id < 5 } }`,
        { installation: installation() },
      );
      expect(await made.query('SELECT count(*) AS n, min(id) AS least FROM public.refs')).toEqual([
        { n: '15', least: '5' },
      ]);
      expect(await made.query('SELECT count(*) AS n, count(id) AS set FROM public.marks')).toEqual([
        { n: '20', set: '15' },
      ]);
    });
  },
);

describe.each(servers)(
  'a foreign key of a table to itself, on $name',
  ({ found, installation }) => {
    it('joins as before when its key is masked', needs(found), async () => {
      await using made = await maskDatabase(
        `CREATE TABLE staff (login varchar(40) PRIMARY KEY, boss varchar(40) REFERENCES staff);
      INSERT INTO staff SELECT 'quill' || i, CASE WHEN i > 1 THEN 'quill' || i / 2 END FROM generate_series(1, 50) i`,
        '  columns: { staff.login: hash }',
        { installation: installation() },
      );
      const joined =
        'SELECT count(*) AS n FROM public.staff a JOIN public.staff b ON a.boss = b.login';
      expect(await made.query(joined)).toEqual([{ n: '49' }]);
      const raw = `SELECT FROM public.staff WHERE login ~ 'quill' OR boss ~ 'quill'`;
      expect(await made.query(raw)).toEqual([]);
    });
  },
);
