import { parseConfig } from '../../../src/config/parse-config.ts';
import { Secret } from '../../../src/config/secret.ts';
import { createKeyedHash } from '../../../src/sanitize/keyed-hash.ts';
import { maskCopy } from '../../../src/sanitize/mask-copy.ts';
import { findTestInstallations } from '../../postgres/installations.ts';
import { have } from '../../skip.ts';
import { makePrivateCopy, type TestCopy } from '../private-copy.ts';

const KEY = 'a key of the tests that is long enough';

/** The lines of `sanitize`, but for the key. */
export function loadPolicy(sanitize: string) {
  return parseConfig(
    `version: 1
source: { postgres: "\${SOURCE}" }
sanitize:
  key: "\${KEY}"
${sanitize}
preview: { start: node server.js }
replay: { request: { method: POST, path: /ask }, answer: $.answer }
`,
    { file: 'branch-prod.yml', environment: { SOURCE: 'postgres://a@b/c', KEY } },
  );
}

const { withVector } = await findTestInstallations();

/** Both ways of rows: a cursor and INSERT, COPY. */
export const servers = [
  { name: 'PGlite', found: {}, installation: () => undefined },
  {
    name: 'PostgreSQL',
    found: withVector,
    installation: () => have(withVector).installation,
  },
];

export interface MaskedTestCopy extends AsyncDisposable {
  readonly copy: TestCopy;
  /** What masking ended with. */
  readonly masked: Awaited<ReturnType<typeof maskCopy>>;
  /** The values of a query's rows, as text. */
  query(sql: string): Promise<Record<string, string | null>[]>;
}

/** A private copy of a database that `sql` makes, masked by a policy. */
export async function maskDatabase(
  sql: string,
  sanitize: string,
  options: {
    installation?: ReturnType<(typeof servers)[number]['installation']> | undefined;
    /** More arguments for initdb. */
    initdb?: readonly string[];
    onProgress?: (message: string) => void;
    signal?: AbortSignal;
  },
): Promise<MaskedTestCopy> {
  const copy = await makePrivateCopy(sql, options.installation, options.initdb);
  try {
    const masked = await maskCopy(copy, {
      loaded: loadPolicy(sanitize),
      hash: createKeyedHash(new Secret(KEY)),
      onProgress: options.onProgress ?? (() => {}),
      signal: options.signal ?? new AbortController().signal,
    });
    const client = await copy.connect();
    return {
      copy,
      masked,
      async query(sql) {
        const { rows } = await client.query({
          text: sql,
          types: { getTypeParser: () => (value: unknown) => value },
        });
        return rows;
      },
      [Symbol.asyncDispose]: () => copy.end(),
    };
  } catch (error) {
    await copy.end();
    throw error;
  }
}

/** What masking such a database ends with. */
export async function maskingError(
  ...args: Parameters<typeof maskDatabase>
): Promise<Error & { code?: string; nextStep?: string }> {
  try {
    await using _ = await maskDatabase(...args);
  } catch (error) {
    return error as Error;
  }
  throw new Error('it was masked');
}
