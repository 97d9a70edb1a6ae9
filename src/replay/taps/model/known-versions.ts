/** Which version of a model answered to which name. */
export interface KnownVersions {
  /** `name` was asked for, and `version` answered. */
  add(name: string, version: string): void;
  /** Whether that version answers to the name, which may be its own. */
  answers(name: string | undefined, version: string): boolean;
}

/** More names are no models. */
const MOST = 1000;

export function createKnownVersions(): KnownVersions {
  const known = new Set<string>();
  const pair = (name: string, version: string) => JSON.stringify([name, version]);
  return {
    add(name, version) {
      if (known.size < MOST) known.add(pair(name, version));
    },
    answers: (name, version) =>
      name === version || (name !== undefined && known.has(pair(name, version))),
  };
}
