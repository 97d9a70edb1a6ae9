/** The standard normal distribution's quantile at 0.975. */
const Z = 1.959963984540054;

/**
 * The Wilson score interval at 95 % of the rate `failures / judged`; everything, [0, 1], when nothing was judged.
 * Unlike the usual normal approximation it stays honest for the few trials of a replay: five failures in
 * five say "at least 57 %", not "always".
 *
 * E. B. Wilson, "Probable inference, the law of succession, and statistical inference",
 * Journal of the American Statistical Association 22 (1927), 209–212.
 */
export function wilsonInterval(failures: number, judged: number): [number, number] {
  if (judged === 0) return [0, 1];
  const rate = failures / judged;
  const center = rate + Z ** 2 / (2 * judged);
  const margin = Z * Math.sqrt((rate * (1 - rate)) / judged + Z ** 2 / (4 * judged ** 2));
  const scale = 1 + Z ** 2 / judged;
  // At rates of exactly 0 and 1 rounding leaves the bound beside the 0 or 1 that it is.
  return [
    failures === 0 ? 0 : (center - margin) / scale,
    failures === judged ? 1 : (center + margin) / scale,
  ];
}
