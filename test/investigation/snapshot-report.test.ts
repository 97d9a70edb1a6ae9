import { expect, it } from 'vitest';
import { parseConfig } from '../../src/config/parse-config.ts';
import { snapshotRecipe } from '../../src/investigation/snapshot-report.ts';

function recipe(sanitize: string, key = 'a key of the tests that is long enough') {
  const loaded = parseConfig(
    `version: 1
source: { postgres: "\${SOURCE}" }
sanitize:
  key: "\${KEY}"
${sanitize}
preview: { start: node server.js }
replay: { request: { method: POST, path: /ask }, answer: $.answer }
`,
    { file: 'branch-prod.yml', environment: { SOURCE: 'postgres://a@b/c', KEY: key } },
  );
  return snapshotRecipe(loaded, '1.0.0');
}

it('is another for another policy, key or model, and the same for another key of the model', () => {
  const embeddings = (model: string, key: string) =>
    `  embeddings: { model: ${model}, key: ${key} }`;
  const recipes = [
    recipe(''),
    recipe('  columns: { people.name: person }'),
    recipe('  tables: { people: truncate }'),
    recipe('  keep: [people.name]'),
    recipe('  public: [Deleted User]'),
    recipe('', 'another key of the tests that is long enough'),
    recipe(embeddings('small', 'a')),
    recipe(embeddings('large', 'a')),
  ];
  expect(new Set(recipes).size).toBe(recipes.length);
  expect(recipe(embeddings('small', 'b'))).toBe(recipe(embeddings('small', 'a')));
});
