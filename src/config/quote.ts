const longest = 60;

/**
 * A key or word of the config as a message may show it: in quotes, on one line, without control or invisible
 * characters, at most 60 characters. What follows a colon is cut off: in `{postgres:postgres://…}`, where the blank
 * after the colon was forgotten, YAML takes a secret for a part of the key.
 */
export function quote(text: string): string {
  const beforeColon = text.replace(/:.*$/s, ':…');
  const short = beforeColon.length > longest ? `${beforeColon.slice(0, longest)}…` : beforeColon;
  return JSON.stringify(short).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, escapeCharacter);
}

function escapeCharacter(character: string): string {
  return `\\u{${character.codePointAt(0)?.toString(16)}}`;
}
