import { onTestFinished } from 'vitest';
import {
  type ModelTap,
  type ModelTapOptions,
  startModelTap,
} from '../../../../src/replay/taps/model/model-tap.ts';

/** Stands for a raw value that the snapshot's masking knows. */
export const RAW = 'jane.roe@example.org';

/** A tap that is closed with the test, before all of the same upstream, which knows one raw value. */
export async function startTap(
  url: string,
  options: Partial<ModelTapOptions> = {},
): Promise<ModelTap> {
  const tap = await startModelTap({
    environment: { OPENAI_BASE_URL: `${url}/v1`, ANTHROPIC_BASE_URL: url },
    pins: {},
    mode: 'live',
    findRaw: (text) => (text.includes(RAW) ? { column: 'people.email' } : undefined),
    signal: new AbortController().signal,
    ...options,
  });
  onTestFinished(() => tap.close());
  return tap;
}

/** The base URL that a client for this variable would use. */
export function baseUrl(tap: ModelTap, variable: string): string {
  const url = tap.environment[variable];
  if (url === undefined) throw new Error(`the tap sets no ${variable}`);
  return url;
}
