import { type Config, configSchema } from './config.ts';
import { type Environment, interpolate } from './interpolate.ts';
import { type ConfigText, formatPath, invalidConfig } from './problem.ts';
import { validate } from './validate.ts';
import { parseYaml } from './yaml-document.ts';

/** A config, and its text to point at: `invalidConfig(loaded, problems)` says what only the database could tell. */
export type LoadedConfig = ConfigText & { config: Config };

/**
 * The config that a YAML text holds. Throws `config-invalid` with all syntax errors, or else with all problems.
 * `file` is the name to show.
 */
export function parseConfig(
  yaml: string,
  { file, environment }: { file: string; environment: Environment },
): LoadedConfig {
  const { value, problems, locate } = parseYaml(yaml);
  if (problems.length > 0) throw invalidConfig({ file, locate }, problems);
  const interpolated = interpolate(value, environment);
  const validated = validate(configSchema, interpolated.value);
  if ('value' in validated && interpolated.problems.length === 0) {
    return { config: validated.value, file, locate };
  }
  // What a variable that is not set leaves behind is no second problem.
  const fields = new Set(interpolated.problems.map(({ path }) => formatPath(path)));
  const others = 'value' in validated ? [] : validated.problems;
  throw invalidConfig({ file, locate }, [
    ...interpolated.problems,
    ...others.filter(({ path }) => !fields.has(formatPath(path))),
  ]);
}
