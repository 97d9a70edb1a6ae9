/** The latest values with what was found out about them, for as long as they come again. */
export interface LatestValues<Found> {
  get(value: string): Found | undefined;
  set(value: string, found: Found): void;
}

/** Of so many that were remembered, one at least must have come again. */
const FEWEST = 16;

/**
 * Remembers up to `most` values, and then begins anew; or gives up, if hardly any came again: in a column of different
 * values remembering costs more than it saves.
 */
export function createLatestValues<Found>(most: number): LatestValues<Found> {
  let values: Map<string, Found> | undefined = new Map();
  let again = 0;
  return {
    get(value) {
      const found = values?.get(value);
      if (found !== undefined) again += 1;
      return found;
    },
    set(value, found) {
      if (values === undefined) return;
      if (values.size < most) {
        values.set(value, found);
      } else {
        values = again * FEWEST < most ? undefined : new Map([[value, found]]);
        again = 0;
      }
    },
  };
}
