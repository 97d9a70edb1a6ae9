import { describe, expect, it } from 'vitest';
import { needs } from '../skip.ts';
import { maskingError, servers } from './rows/fixture.ts';

describe.each(servers)('tables in a schema of PostgreSQL, on $name', ({ found, installation }) => {
  it.each(['information_schema', 'pg_catalog'])('are refused: %s', needs(found), async (schema) => {
    const error = await maskingError(
      `CREATE TABLE people (id int, name text);
      INSERT INTO people VALUES (1, 'Zebulon Quackenbush');
      SET allow_system_table_mods = on;
      CREATE TABLE ${schema}.kept AS SELECT * FROM people`,
      '  columns: { people.name: person }',
      { installation: installation() },
    );
    expect(error.code).toBe('mask-failed');
    expect(error.message).toBe(`tables are hidden in a schema of PostgreSQL: ${schema}.kept`);
  });
});
