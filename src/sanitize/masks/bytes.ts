import { keyedDraws } from './keyed-draws.ts';
import type { MaskContext } from './mask.ts';
import { chooseUnlikeRaw } from './unlike-raw.ts';

/** PostgreSQL's text form of `bytea`, to which only the same form can be written back. */
export const isBytes = (text: string): boolean => /^\\x(?:[0-9a-f]{2})+$/.test(text);

/** As many other bytes if the text is a `bytea`, otherwise `undefined`. */
export function otherBytes(raw: string, domain: string, context: MaskContext): string | undefined {
  if (!isBytes(raw)) return undefined;
  return chooseUnlikeRaw(raw, context, (attempt) => {
    const draw = keyedDraws(context.hash, `${domain}-bytes`, `${attempt}\0${raw}`);
    const bytes = Uint8Array.from({ length: raw.length / 2 - 1 }, () => draw(256));
    return `\\x${Buffer.from(bytes).toString('hex')}`;
  });
}
