import { codeSpan } from '../../report/markdown/code.ts';
import { cutText } from '../../report/plain-text.ts';

/** How much is shown of a line that says what is wrong: its keys may be as long as somebody likes. */
export const longestProblem = 300;

/** Words of a thread as an answer repeats them: the first `limit` characters, as inline code. */
export function quoted(text: string, limit = 60): string {
  return codeSpan(cutText(text, limit));
}
