/**
 * A text as rows and prompts are compared: runs of white space are one blank, and what JSON writes for a character is
 * that character, since many prompts hold their rows as JSON.
 * https://www.rfc-editor.org/rfc/rfc8259#section-7
 */
export function normalize(text: string): string {
  const plain = text.includes('\\')
    ? text.replace(/\\(?:u([0-9a-f]{4})|(.))/gis, plainCharacter)
    : text;
  return plain.replace(/\s+/g, ' ').trim();
}

function plainCharacter(_: string, code: string | undefined, character = ''): string {
  if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
  return /[bfnrt]/.test(character) ? ' ' : character;
}
