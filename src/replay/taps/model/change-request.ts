import type { KnownVersions } from './known-versions.ts';
import type { Api, Route } from './route.ts';

/** What the tap sets in requests, where the API has it. */
export interface ModelSettings {
  /**
   * Another model where `from` would answer, by its name or the version that it answered with before; embeddings stay
   * those that the data was indexed with.
   */
  readonly model?: { readonly from: string; readonly to: string } | undefined;
  readonly temperature?: number | undefined;
  readonly seed?: number | undefined;
}

/** The settings that each API knows. https://platform.openai.com/docs/api-reference, https://docs.anthropic.com/en/api */
const settable: Readonly<Record<Api, readonly ('temperature' | 'seed')[]>> = {
  'openai-chat': ['temperature', 'seed'],
  'openai-responses': ['temperature'],
  'anthropic-messages': ['temperature'],
  'openai-embeddings': [],
  other: [],
};

export interface ChangeOptions {
  readonly pins: Readonly<Record<string, string>>;
  readonly settings: ModelSettings;
  readonly versions: KnownVersions;
}

/**
 * The request as it is sent: an alias of `pins` became its version, then the settings are applied. Where the path
 * names the model (a deployment of Azure's), the API doesn't look at the body's, which stays as it is.
 */
export function changeRequest(
  body: Readonly<Record<string, unknown>>,
  { api, target }: Pick<Route, 'api' | 'target'>,
  { pins, settings, versions }: ChangeOptions,
): Record<string, unknown> {
  const changed = { ...body };
  const { model } = body;
  if (typeof model === 'string' && !/\/deployments\/[^/]+\//.test(target.pathname)) {
    const pinned = Object.hasOwn(pins, model) ? pins[model] : model;
    const { from, to } = settings.model ?? {};
    const isReplaced =
      from !== undefined && api !== 'openai-embeddings' && versions.answers(pinned, from);
    changed.model = isReplaced ? to : pinned;
  }
  for (const name of settable[api]) {
    if (settings[name] !== undefined) changed[name] = settings[name];
  }
  return changed;
}
