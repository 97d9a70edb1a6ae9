import { type Config, configSchema } from './config.ts';
import { type Environment, interpolate } from './interpolate.ts';
import { type ConfigPath, type ConfigText, formatPath, invalidConfig } from './problem.ts';
import { validate } from './validate.ts';
import { parseYaml } from './yaml-document.ts';

/** A config, and its text to point at: `invalidConfig(loaded, problems)` says what only the database could tell. */
export type LoadedConfig = ConfigText & { config: Config };

/** What of a config is known without the environment of the machine that runs the engine, and holds no secret. */
export type PublicConfig = Pick<Config, 'access' | 'ai' | 'checks' | 'replay'>;

/** What the machine knows of the environment that a config reads. */
export interface KnownEnvironment {
  /** With `unknown`, what comes from it are stand-ins. */
  readonly environment: Environment | 'unknown';
  /** The fields that must not be stand-ins, if not all. */
  readonly needs?: readonly ConfigPath[] | undefined;
}

/**
 * The config that a YAML text holds. Throws `config-invalid` with all syntax errors, or else with all problems.
 * `file` is the name to show.
 */
export function parseConfig(
  yaml: string,
  { file, ...known }: KnownEnvironment & { file: string },
): LoadedConfig {
  return parse(yaml, file, known);
}

/**
 * The same on a machine that has none of the environment's variables. Throws what {@link parseConfig} throws, except
 * what only the values of the variables decide.
 */
export function parsePublicConfig(yaml: string, { file }: { file: string }): PublicConfig {
  const { access, ai, checks, replay } = parse(yaml, file, { environment: 'unknown' }).config;
  return { access, ai, checks, replay };
}

function parse(yaml: string, file: string, { environment, needs }: KnownEnvironment): LoadedConfig {
  const { value, problems, locate } = parseYaml(yaml);
  if (problems.length > 0) throw invalidConfig({ file, locate }, problems);
  const interpolated = interpolate(value, environment, needs);
  const validated = validate(configSchema, interpolated.value);
  if ('value' in validated && interpolated.problems.length === 0) {
    return { config: validated.value, file, locate };
  }
  // What a variable that is not set leaves behind is no second problem.
  const fields = new Set(interpolated.problems.map(({ path }) => formatPath(path)));
  const others = 'value' in validated ? [] : validated.problems;
  const { problems: read, unset } = interpolated;
  const more = others.filter(({ path }) => !fields.has(formatPath(path)));
  const isUnset = more.length === 0 && read.length === unset.length;
  throw invalidConfig({ file, locate }, [...read, ...more], {
    ...(isUnset && { nextStep: `Set ${[...new Set(unset)].join(' and ')} in the environment.` }),
  });
}
