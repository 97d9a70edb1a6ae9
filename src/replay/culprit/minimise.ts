/**
 * A subset of `set` that passes and none of whose members can be left out: ddmin of A. Zeller and R. Hildebrandt,
 * "Simplifying and Isolating Failure-Inducing Input", IEEE Transactions on Software Engineering 28 (2002), 183–200.
 * What they call a failing input is a set that passes here.
 *
 * `set` must be known to pass, the empty set not to; neither is asked. The same set may be asked again. Of one member
 * among k it asks for at most 2 · log2(k).
 */
export async function minimise<T>(
  set: readonly T[],
  passes: (subset: readonly T[]) => Promise<boolean>,
): Promise<readonly T[]> {
  let current = set;
  let granularity = 2;
  while (current.length > 1) {
    const parts = split(current, granularity);
    const part = await firstOf(parts, passes);
    if (part !== undefined) {
      current = part;
      granularity = 2;
      continue;
    }
    const complements = parts.map((left) => current.filter((member) => !left.includes(member)));
    const complement = await firstOf(complements, passes);
    if (complement !== undefined) {
      current = complement;
      granularity = Math.min(Math.max(granularity - 1, 2), current.length);
    } else if (granularity < current.length) {
      granularity = Math.min(2 * granularity, current.length);
    } else return current;
  }
  return current;
}

function split<T>(set: readonly T[], count: number): T[][] {
  const boundary = (index: number) => Math.round((index * set.length) / count);
  return Array.from({ length: count }, (_, index) =>
    set.slice(boundary(index), boundary(index + 1)),
  );
}

async function firstOf<T>(
  subsets: readonly (readonly T[])[],
  passes: (subset: readonly T[]) => Promise<boolean>,
): Promise<readonly T[] | undefined> {
  for (const subset of subsets) if (await passes(subset)) return subset;
  return undefined;
}
