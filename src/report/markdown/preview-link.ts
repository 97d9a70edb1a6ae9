import { codeSpan } from './code.ts';

const maxUrlLength = 2000;

/**
 * A link to a preview. Without `withToken` the link has no query, fragment or credentials, so that it gives
 * nobody access. What is no web address is shown as code, or not at all if it could hold the token.
 */
export function previewLink(address: string, { withToken }: { withToken: boolean }): string {
  const url = URL.parse(address);
  const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:';
  if (url === null || !isWeb || url.href.length > maxUrlLength) {
    return withToken ? codeSpan(address.slice(0, maxUrlLength)) : 'no link can be shown';
  }
  url.username = '';
  url.password = '';
  if (!withToken) {
    url.search = '';
    url.hash = '';
  }
  return `[open the preview](<${escapeDestination(url.href)}>)`;
}

/** The URL parser leaves no `<`, `>` or line break; entities and backslashes are Markdown's own escapes. */
function escapeDestination(href: string): string {
  return href.replaceAll('&', '&amp;').replaceAll('\\', '%5C');
}
