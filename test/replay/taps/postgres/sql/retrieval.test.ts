import { describe, expect, it } from 'vitest';
import { retrievalOf } from '../../../../../src/replay/taps/postgres/sql/retrieval.ts';

describe('retrieval', () => {
  it.each([
    'SELECT id FROM items ORDER BY embedding <-> $1 LIMIT 5',
    "SELECT id FROM items ORDER BY embedding<=>'[1,2]' LIMIT 5",
    'SELECT id FROM items ORDER BY embedding<->-1 LIMIT 5',
    'SELECT id FROM items ORDER BY embedding <#> $1',
    'SELECT id FROM items ORDER BY embedding <+> $1',
    'SELECT naïve😀, à FROM "ï" ORDER BY embedding <=> $1',
    'SELECT id FROM items ORDER BY bits <~> $1',
    'SELECT id FROM items ORDER BY bits <%> $1',
    'SELECT id FROM items ORDER BY embedding OPERATOR(extensions.<=>) $1',
    'SELECT 1 - cosine_distance(embedding, $1) FROM items',
    'SELECT "l2_distance" (embedding, $1) FROM items',
    'SELECT inner_product(embedding, $1) FROM items',
    "SELECT id FROM items WHERE body @@ to_tsquery('x') ORDER BY embedding <=> $1",
    "SELECT 'it''s', E'\\'', $$ ' $$, id FROM items ORDER BY embedding <=> $1",
    'SELECT /* /* nested */ */ id FROM items ORDER BY embedding <=> $1 -- the end',
  ])('by vector: %s', (sql) => {
    expect(retrievalOf(sql)).toBe('vector');
  });

  it.each([
    "SELECT id FROM items WHERE body @@ plainto_tsquery('english', $1)",
    'SELECT ts_rank(body, query) FROM items',
    'SELECT pg_catalog.ts_rank_cd(body, query) FROM items',
    'SELECT id FROM items ORDER BY similarity(name, $1) DESC',
    'SELECT id FROM items WHERE name % $1 ORDER BY id',
    "SELECT id FROM items WHERE (name % 'smith'::text)",
    'SELECT id FROM items WHERE $1 <% name',
  ])('by text: %s', (sql) => {
    expect(retrievalOf(sql)).toBe('full-text');
  });

  it.each([
    "SELECT '<=>'",
    'SELECT "<=>" FROM items',
    'SELECT 1 -- ORDER BY embedding <=> $1',
    'SELECT 1 /* embedding <=> $1 */',
    "SELECT $tag$ embedding <=> $1 $tag$, E'\\' <=> '",
    "SELECT U&'<=>', N'<->'",
    'SELECT $é$ embedding <=> $1 $é$, $😀$ <=> $😀$',
    'SELECT a < - b, a <- b, a <> b, a <= b, a => b FROM items',
    'SELECT cosine_distance FROM items',
    'SELECT id % 10, id % $1 = 0 FROM items WHERE id % $2 = 1',
    'SELECT * FROM items WHERE id % other = 0',
    "INSERT INTO notes VALUES ('a @@ b')",
    "SELECT 'never closed <=> ",
    '/* never closed <=>',
    '$$ never closed <=>',
    '',
  ])('none: %s', (sql) => {
    expect(retrievalOf(sql)).toBeUndefined();
  });
});
