import { resolve } from 'node:path';
import type { Config } from '../config/config.ts';
import { Secret } from '../config/secret.ts';
import type { Branch } from '../engines/engine.ts';
import { configuredVariables } from '../preview/environment.ts';
import { type ModelTap, startModelTap } from '../replay/taps/model/model-tap.ts';
import { type PostgresTap, startPostgresTap } from '../replay/taps/postgres/postgres-tap.ts';
import type { FindRaw } from '../sanitize/find-raw.ts';

/** The taps in front of one preview. */
export interface SubjectTaps {
  readonly statements: PostgresTap;
  readonly model: ModelTap;
  /** The text without the models' keys and the password of the branch. */
  readonly hideSecrets: (text: string) => string;
  /** The config's `preview.env`, with the models' APIs behind the tap. */
  readonly env: Readonly<Record<string, Secret>>;
  /** What of the taps' addresses no log may show, besides what `env` holds. */
  readonly secrets: readonly Secret[];
  /** What passes no tap, in sentences without values. */
  readonly gaps: readonly string[];
  close(): Promise<void>;
}

export interface TapOptions {
  /** Path of the git repository, which the cassette's path is relative to. */
  readonly repository: string;
  readonly config: Config;
  readonly findRaw: FindRaw;
  readonly signal: AbortSignal;
}

/**
 * Starts the taps between an application and its branch, and between it and its models. Throws as startPostgresTap and
 * startModelTap; nothing is left then.
 *
 * @param role `variant` is the head with something changed: it answers from its cassette, and adds nothing to it.
 */
export async function startTaps(
  { role, branch }: { role: 'head' | 'base' | 'variant'; branch: Branch },
  { repository, config, findRaw, signal }: TapOptions,
): Promise<SubjectTaps> {
  const { env } = config.preview;
  const model = await startModelTap({
    environment: configuredVariables(process.env, env),
    pins: config.ai?.models ?? {},
    settings: { temperature: config.ai?.temperature, seed: config.ai?.seed },
    ...cassetteOf(config.ai?.cassette, { repository, role }),
    findRaw,
    signal,
  });
  try {
    const statements = await startPostgresTap({ branch: branch.address, signal });
    const { password } = new URL(statements.url.reveal());
    return {
      ...{ statements, model },
      hideSecrets: (text) => model.hideSecrets(text).replaceAll(password, '[secret]'),
      env: { ...env, ...asSecrets(model.environment) },
      secrets: [new Secret(model.token)],
      gaps: model.gaps,
      async close() {
        const closed = await Promise.allSettled([statements.close(), model.close()]);
        for (const each of closed) if (each.status === 'rejected') throw each.reason;
      },
    };
  } catch (error) {
    await model.close().catch(() => {});
    throw error;
  }
}

/** The base has a cassette of its own, because its calls are others. */
function cassetteOf(
  cassette: NonNullable<Config['ai']>['cassette'],
  { repository, role }: { repository: string; role: 'head' | 'base' | 'variant' },
): { mode: 'live' } | { mode: 'record' | 'replay'; cassette: string } {
  if (cassette === undefined || (role === 'variant' && cassette.mode === 'record')) {
    return { mode: 'live' };
  }
  const file = role === 'base' ? `${cassette.file}.base` : cassette.file;
  return { mode: cassette.mode, cassette: resolve(repository, file) };
}

/** Who knows these URLs can use the tap. */
function asSecrets(variables: Readonly<Record<string, string>>): Record<string, Secret> {
  return Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [name, new Secret(value)]),
  );
}
