import type { Environment } from '../../config/interpolate.ts';
import type { Runner } from './runner.ts';

/**
 * The environment from which the config reads its `${NAME}`: whatever is read of it is masked in the log at that
 * moment, and of a URL its password by itself, too, which messages of others may show.
 */
export function maskedEnvironment({ environment, setSecret }: Runner): Environment {
  return new Proxy(environment, {
    get(target, name) {
      const value = typeof name === 'string' ? target[name] : undefined;
      if (value === undefined || value === '') return value;
      setSecret(value);
      const password = URL.parse(value)?.password;
      if (password) {
        setSecret(password);
        setSecret(decoded(password));
      }
      return value;
    },
  });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
