/**
 * A lower-case name in the letter case of a word: lower, UPPER, Capitalised or McCapitalised. A word without letter case
 * gets a capital, as names have one.
 */
export function inCaseOf(word: string, lower: string): string {
  const [first = ''] = word;
  const isUpper = word === word.toUpperCase();
  if (isUpper && word !== word.toLowerCase() && (word.length > 1 || lower.length === 1)) {
    return lower.toUpperCase();
  }
  if (!isUpper && first === first.toLowerCase()) return lower;
  const capitalised = lower.charAt(0).toUpperCase() + lower.slice(1);
  return /^Mc\p{Lu}/u.test(word)
    ? `Mc${lower.charAt(2).toUpperCase()}${lower.slice(3)}`
    : capitalised;
}
