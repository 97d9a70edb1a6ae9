/** How often something failed: failures among the trials that could be judged. */
export interface Counts {
  readonly failures: number;
  readonly judged: number;
}

/** Tables that are equally likely differ by rounding; R's `fisher.test` allows for as much. */
const ROUNDING = 1 + 1e-7;

/**
 * The two-sided p-value of Fisher's exact test: how likely a difference between two failure rates at least as unusual
 * as this one is, if the rates are the same. 1 where one side has nothing judged. Exact for the few trials of a replay,
 * where the usual chi-squared test is not. Time grows with the smaller of all failures and the trials of a side.
 *
 * R. A. Fisher, "The logic of inductive inference", Journal of the Royal Statistical Society 98 (1935), 39–82. Two-sided
 * as in R: the probabilities of all tables with the same margins that are no likelier than the observed one.
 */
export function fisherExact(one: Counts, other: Counts): number {
  const failures = one.failures + other.failures;
  const judged = one.judged + other.judged;
  const logOfAll = logChoose(judged, failures);
  const probability = (ofOne: number) =>
    Math.exp(logChoose(one.judged, ofOne) + logChoose(other.judged, failures - ofOne) - logOfAll);
  const observed = probability(one.failures) * ROUNDING;
  let sum = 0;
  const most = Math.min(failures, one.judged);
  for (let ofOne = Math.max(0, failures - other.judged); ofOne <= most; ofOne += 1) {
    const likely = probability(ofOne);
    if (likely <= observed) sum += likely;
  }
  return Math.min(1, sum);
}

function logChoose(n: number, k: number): number {
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
}

const logFactorials = [0];

function logFactorial(n: number): number {
  for (let next = logFactorials.length; next <= n; next += 1) {
    logFactorials.push((logFactorials[next - 1] as number) + Math.log(next));
  }
  return logFactorials[n] as number;
}
