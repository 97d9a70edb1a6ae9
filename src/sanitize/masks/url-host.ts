import { lowerLetters } from './character-pools.ts';
import { keyedDraws } from './keyed-draws.ts';
import type { MaskContext } from './mask.ts';

/**
 * Another host with as many labels: the last is `example`, each of the others is decided by itself and all behind it, so
 * the hosts of one domain stay in one. A host of one label, as in a network of one's own, gets one other label.
 */
export function hostPseudonym(host: string, context: MaskContext, attempt: number): string {
  if (/^(?:localhost)?$/i.test(host)) return host;
  const labels = host.toLowerCase().split('.');
  const isRooted = labels.length > 1 && labels.at(-1) === '';
  if (isRooted) labels.pop();
  const masked = labels.map((label, index) => {
    if (index === labels.length - 1 && index > 0) return 'example';
    if (index === 0 && label === 'www' && labels.length > 2) return label;
    return maskLabel(label, labels.slice(index + 1).join('.'), context, attempt);
  });
  return masked.join('.') + (isRooted ? '.' : '');
}

/** Long enough to keep all hosts of the world apart, short enough for a name (RFC 1035: 63). */
function maskLabel(label: string, behind: string, { hash }: MaskContext, attempt: number): string {
  if (label === '') return label;
  const draw = keyedDraws(hash, 'url-host', `${attempt}\0${label}.${behind}`);
  const length = Math.min(20, Math.max(8, label.length));
  return Array.from({ length }, () => lowerLetters[draw(26)]).join('');
}
