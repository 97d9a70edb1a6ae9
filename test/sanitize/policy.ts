import { type LoadedConfig, parseConfig } from '../../src/config/parse-config.ts';

export const KEY = 'a key of the tests that is long enough';

/** A config whose section `sanitize` has these lines after its key, which is in line 4: they begin in line 5. */
export function loadPolicy(lines: string): LoadedConfig {
  return parseConfig(
    `version: 1
source: { postgres: "\${SOURCE}" }
sanitize:
  key: "\${KEY}"
${lines.replace(/^\n/, '')}
preview: { start: node server.js }
replay: { request: { method: POST, path: /ask }, answer: $.answer }
`,
    { file: 'branch-prod.yml', environment: { SOURCE: 'postgres://a@b/c', KEY } },
  );
}
