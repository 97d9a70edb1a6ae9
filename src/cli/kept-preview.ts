import type { Result } from '../investigation/result.ts';

/** What is said of a preview that stays up, in lines. */
export function describeKeptPreview({ culprit }: Pick<Result, 'culprit'>): string[] {
  return [
    'The preview stays up. Press Ctrl-C to end it and clean up.',
    ...(culprit === undefined ? [] : connectionsEnded),
  ];
}

const connectionsEnded = [
  'The search for the culprit ended its connections to the database, as when a server restarts: an application that',
  'does not make new ones no longer answers. Leave replay.bisect out to look at it as it started.',
];
