import { identifier } from './public-identifier.ts';

const count = String.raw`\d[\d,]*`;
const row = `(?:${identifier} )?(?:#${identifier}(?:,${identifier})*|rank ${count})`;

/** What the line of a trial's context says, with identifiers where it names rows and reasons. */
const ownPart = new RegExp(
  `^(?:${[
    'no row retrieved|no statement that retrieves was seen',
    `${count} rows? retrieved`,
    'no prompt was seen|their text was not seen',
    `(?:all|${count}) reached the prompt`,
    `${count} unknown`,
    `${row} cut at ${count} of ${count} characters`,
    `${count} more cut`,
    `prompt ${count}(?: of ${count})? tokens`,
    String.raw`the model's API (?:cut the answer|refused the prompt as too long) \(${identifier}\)`,
    'the application answered before its model did',
    'texts were embedded as token ids and not searched for raw values',
    'a connection to the database could not be followed: its rows are missing',
  ].join('|')})$`,
);

/** Of the line of a trial's context what is ours and names no row by what could be personal, if anything. */
export function publicContext(context: string): string | undefined {
  const sentences = context.split('; ').map((sentence) => {
    const parts = sentence.split(', ');
    return parts.filter((part) => ownPart.test(part)).join(', ');
  });
  return sentences.filter((sentence) => sentence !== '').join('; ') || undefined;
}
