import { cutText, plainText } from '../plain-text.ts';
import { wrapToWidth } from './width.ts';

const maxTextLength = 4000;
const minColumns = 20;

/** Makes lines of text from anywhere: neutralised, cut when very long, wrapped and indented. */
export type Paragraph = (indent: number, text: string) => string[];

/** Paragraphs for a terminal of that many columns; `Infinity` wraps nothing. */
export function paragraphsFor(columns: number): Paragraph {
  return (indent, text) =>
    wrapToWidth(
      plainText(cutText(text, maxTextLength)),
      Math.max(minColumns, columns - indent),
    ).map((line) => `${' '.repeat(indent)}${line}`.trimEnd());
}
