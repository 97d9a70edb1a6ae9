import { findTestInstallations } from '../postgres/installations.ts';
import { have } from '../skip.ts';

const { withVector } = await findTestInstallations();

/** For `describe.each`: what a test of SQL runs on. `needs(found)` skips what the machine lacks. */
export const servers = [
  { name: 'PGlite', found: {}, installation: () => undefined },
  { name: 'PostgreSQL', found: withVector, installation: () => have(withVector).installation },
];
