import { onTestFinished } from 'vitest';
import { parseConfig } from '../../../src/config/parse-config.ts';
import { Secret } from '../../../src/config/secret.ts';
import { createKeyedHash } from '../../../src/sanitize/keyed-hash.ts';
import { maskCopy } from '../../../src/sanitize/mask-copy.ts';
import { proveCopy } from '../../../src/sanitize/prove-copy.ts';
import type { TestInstallation } from '../../postgres/installations.ts';
import { makePrivateCopy } from '../private-copy.ts';

const KEY = 'a key of the tests that is long enough';

export interface MaskedTestCopy {
  /** Rows of a query on the masked copy. */
  query(sql: string): Promise<Record<string, unknown>[]>;
  prove(): ReturnType<typeof proveCopy>;
}

/**
 * A database that `sql` makes, masked by a policy (YAML, the content of `sanitize`, indented by two), in PGlite or in
 * this PostgreSQL; ended with the test.
 */
export async function maskedCopy(
  sql: string,
  policy: string,
  installation?: TestInstallation,
): Promise<MaskedTestCopy> {
  const copy = await makePrivateCopy(sql, installation);
  onTestFinished(() => copy.end());
  const options = {
    hash: createKeyedHash(new Secret(KEY)),
    onProgress: () => {},
    signal: new AbortController().signal,
  };
  const yaml = `version: 1
source: { postgres: "\${SOURCE}" }
sanitize:
  key: "\${KEY}"
${policy}
preview: { start: node server.js }
replay: { request: { method: POST, path: /ask }, answer: $.answer }
`;
  const environment = { SOURCE: 'postgres://a@b/c', KEY };
  const loaded = parseConfig(yaml, { file: 'branch-prod.yml', environment });
  const masked = await maskCopy(copy, { ...options, loaded });
  return {
    async query(sql) {
      const client = await copy.connect();
      const { rows } = await client.query(sql);
      await client.end();
      return rows;
    },
    prove: () => proveCopy(copy, masked, options),
  };
}

/** The error of a promise, which must be a `BranchProdError` of this code. */
export async function errorOf(promise: Promise<unknown>): Promise<Error & { code: string }> {
  return promise.then(
    () => {
      throw new Error('There was no error.');
    },
    (error) => error,
  );
}
