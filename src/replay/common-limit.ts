/**
 * The one number of rows that all of these ask for. `null` if they ask for several, or if that of one of them is not
 * known (`null`); `undefined` if none of them asks for a number (`undefined`).
 */
export function commonLimit(
  limits: readonly (number | null | undefined)[],
): number | null | undefined {
  const [first, ...others] = new Set(limits.filter((limit) => limit !== undefined));
  return others.length > 0 ? null : first;
}
