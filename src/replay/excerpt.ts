const MAX_LENGTH = 200;

/**
 * Text of unknown origin, fit for a message: one line of at most 200 characters, `…` where it was cut,
 * without control characters, broken surrogates or characters that change the direction of writing.
 */
export function excerpt(text: string): string {
  // A character has at most two code units: a bounded look keeps a text of megabytes cheap.
  const characters = [...text.slice(0, 2 * MAX_LENGTH + 2).toWellFormed()];
  const cut =
    characters.length > MAX_LENGTH ? [...characters.slice(0, MAX_LENGTH - 1), '…'] : characters;
  return cut.join('').replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu, ' ');
}
