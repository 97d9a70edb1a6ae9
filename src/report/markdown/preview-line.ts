import type { Result } from '../../investigation/result.ts';
import { codeSpan } from './code.ts';
import { webLink } from './web-link.ts';

const maxUrlLength = 2000;

/**
 * The way to a preview that is up, as `Preview: [open the preview](…), until TIME.`
 *
 * @param options.until until when it is up, in words of our own.
 */
export function previewLine(
  { url }: Pick<Result['preview'], 'url'>,
  { until, publicRepository }: { until: string; publicRepository: boolean },
): string {
  const notes = [
    ...(isLoopback(url) ? ['it answers on the machine of the run only'] : []),
    ...(publicRepository ? ['this link carries no access'] : []),
  ];
  const link = webLink('open the preview', url) ?? noLink(url, publicRepository);
  return `Preview: ${[`${link}, until ${until}`, ...notes].join('; ')}.`;
}

/** What is no web address, or too long for one, is shown as code; not in public, where it could hold the token. */
function noLink(address: string, publicRepository: boolean): string {
  return publicRepository ? 'no link can be shown' : codeSpan(address.slice(0, maxUrlLength));
}

function isLoopback(address: string): boolean {
  const host = URL.parse(address)?.hostname ?? '';
  return /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(host);
}
