import { Secret } from '../../src/config/secret.ts';
import type { SourceSettings } from '../../src/engines/engine.ts';
import { type Cluster, DATABASE, SUPERUSER } from './cluster.ts';

/** A running cluster as the engine's source. */
export function sourceSettings({ socketDirectory, dataDirectory }: Cluster): SourceSettings {
  const host = encodeURIComponent(socketDirectory);
  return {
    postgres: new Secret(`postgres://${SUPERUSER}@/${DATABASE}?host=${host}`),
    dataDirectory,
    copy: 'files',
  };
}
