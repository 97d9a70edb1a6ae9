import { type Operation, operations } from './operations.ts';

interface Route {
  readonly operation: Operation;
  readonly method: string;
  readonly pattern: RegExp;
  readonly names: readonly string[];
}

/** Parts of a path that may hold slashes. */
const long = new Set(['ref', 'branch', 'basehead']);

const routes: readonly Route[] = operations.map(toRoute).toSorted(bySpecificity);

/** The operation that a request means, and the parts of its path; `undefined` for none that is described. */
export function matchOperation(
  method: string,
  pathname: string,
): { readonly operation: Operation; readonly path: Record<string, string> } | undefined {
  for (const route of routes) {
    const match = route.method === method ? route.pattern.exec(pathname) : null;
    if (match === null) continue;
    const parts = route.names.map((name, index) => [name, decode(match[index + 1] ?? '')]);
    return { operation: route.operation, path: Object.fromEntries(parts) };
  }
  return undefined;
}

function toRoute(operation: Operation): Route {
  const [method = '', template = ''] = operation.split(' ');
  const names: string[] = [];
  const source = template.replaceAll(/\/\{(\w+)\}/g, (_, name: string) => {
    names.push(name);
    // Without a path of a file, the root is meant, and Octokit leaves the slash out too.
    if (name === 'path') return '(?:/(.*))?';
    return long.has(name) ? '/(.+)' : '/([^/]+)';
  });
  return { operation, method, names, pattern: new RegExp(`^${source}$`) };
}

/** `…/commits/{ref}/check-runs` before `…/commits/{ref}`, which would take it for a ref. */
function bySpecificity(one: Route, other: Route): number {
  const literals = ({ operation }: Route) => operation.replaceAll(/\{\w+\}/g, '').length;
  return literals(other) - literals(one);
}

/** What isn't encoded well stays as it is; nothing has such a name. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
