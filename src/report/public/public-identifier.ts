/** What stands in place of a text that everybody must not see. */
export const notShown = '(not shown)';

/** A number, uuid, slug or version; no address, no prose. To be used in other patterns, so without anchors. */
export const identifier = String.raw`[\w.:/-]{1,64}`;

const wholeIdentifier = new RegExp(`^${identifier}$`);

/** A text that the application, the data or a case may have given, if it is an {@link identifier}. */
export function publicIdentifier(text: string): string {
  return wholeIdentifier.test(text) ? text : notShown;
}
