/** Puts hex digits in the places of the form's hex digits, in its letter case. */
export function writeHex(form: string, hex: string): string {
  return writeAs(form, /[A-F]/.test(form) ? hex.toUpperCase() : hex, /[0-9a-f]/gi);
}

/** Puts the characters one by one in the places that match in the form; the rest of the form stays. */
export function writeAs(form: string, characters: string, place: RegExp): string {
  let next = 0;
  return form.replace(place, () => characters[next++] ?? '');
}
