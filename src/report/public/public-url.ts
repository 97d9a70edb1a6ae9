/** Without query, fragment and credentials, which give access; empty for what is no web address. */
export function publicUrl(address: string): string {
  const url = URL.parse(address);
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') return '';
  return `${url.origin}${url.pathname}`;
}
