import type { StandbyStatus } from '../engines/standby-keeper.ts';
import { plainText } from '../report/plain-text.ts';
import { formatBytes, formatElapsed } from '../report/quantities.ts';

/** Prints what is known of a standby, and what to do if something is wrong with it. */
export function showStandby(status: StandbyStatus): void {
  const { problem } = status;
  const lines = Object.entries(facts(status)).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name.padEnd(9)} ${value}`],
  );
  if (problem !== undefined) lines.push(problem.message, problem.nextStep);
  process.stdout.write(`${plainText(lines.join('\n'))}\n`);
}

function facts(status: StandbyStatus): Record<string, string | undefined> {
  const { bytes, since, at, ageSeconds, receivedLsn, replayedLsn, lagBytes } = status;
  const lag = lagBytes === undefined ? '' : `, ${formatBytes(lagBytes)} behind the source`;
  return {
    source: status.source,
    standby: status.id,
    state: status.state + (status.streaming ? ', follows the source' : ''),
    since: since?.toISOString(),
    made: status.createdAt?.toISOString(),
    size: bytes === undefined ? undefined : `${formatBytes(bytes)} of raw data`,
    data: at && `as of ${at.toISOString()}, ${formatElapsed((ageSeconds ?? 0) * 1000)} old`,
    log: replayedLsn && `received to ${receivedLsn ?? 'nothing'}, replayed to ${replayedLsn}${lag}`,
    timeline: status.timeline === undefined ? undefined : String(status.timeline),
  };
}
