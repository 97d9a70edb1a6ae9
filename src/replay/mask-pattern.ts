/**
 * A regular expression with its literal runs passed through `mask`, `\.` read as `.` and `\s+` as a blank; a pseudonym
 * is put in literally, so the expression stays valid. A value spelled in pieces (`(Ada|Grace) Lovelace`, `[Aa]da`) is
 * not recognised: prefer `icontains`.
 */
export function maskPattern(source: string, mask: (text: string) => string): string {
  // A literal run, or an escape such as `\b` whose letter belongs to no run.
  const runs = /((?:\\s[*+]?|\\[^\w]|[^\\^$*+?()[\]{}|])+)|\\./gs;
  return source.replace(runs, (whole, run?: string) => {
    if (run === undefined) return whole;
    const plain = run.replace(/\\(?:s[*+]?|([^\w]))/g, (_, escaped?: string) => escaped ?? ' ');
    const masked = mask(plain);
    return masked === plain ? run : masked.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
  });
}
