import type { RetrievedRecord } from '../../investigation/result.ts';
import { formatDistance, inPrompt, recordName } from '../wording.ts';

/** `1. messages id=7, distance 0.1234, in the prompt: yes`: a retrieved record, with what is known of it. */
export function recordLine(record: RetrievedRecord): string {
  const { rank, distance } = record;
  const prompt = inPrompt(record);
  return [
    `${rank}. ${recordName(record)}`,
    ...(distance === undefined ? [] : [`distance ${formatDistance(distance)}`]),
    ...(prompt === undefined ? [] : [`in the prompt: ${prompt}`]),
  ].join(', ');
}
