const maxUrlLength = 2000;

/**
 * A link in our own words to a web address from outside, which can't break out of it; `undefined` for what is no
 * http or https address or is very long. Credentials in the address are left out.
 */
export function webLink(words: string, address: string): string | undefined {
  const url = URL.parse(address);
  const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:';
  if (url === null || !isWeb || url.href.length > maxUrlLength) return undefined;
  url.username = '';
  url.password = '';
  return `[${words}](<${escapeDestination(url.href)}>)`;
}

/** The URL parser leaves no `<`, `>` or line break; entities and backslashes are Markdown's own escapes. */
function escapeDestination(href: string): string {
  return href.replaceAll('&', '&amp;').replaceAll('\\', '%5C');
}
