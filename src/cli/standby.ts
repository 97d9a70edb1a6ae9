import { chooseEngine } from '../engines/choose-engine.ts';
import type { SourceSettings } from '../engines/engine.ts';
import type { StandbyKeeper, StandbyStatus, StandbyWork } from '../engines/standby-keeper.ts';
import { BranchProdError } from '../errors.ts';
import { plainText } from '../report/plain-text.ts';
import { formatBytes, formatElapsed } from '../report/quantities.ts';
import { EXIT } from './exit-code.ts';
import { onInterruption } from './interruption.ts';
import { loadConfigOption } from './load-config-option.ts';
import { repositoryRoot } from './repository-root.ts';

export interface StandbyOptions {
  readonly config?: string | undefined;
  readonly state: string;
}

interface CommandContext {
  readonly directory: string;
  readonly environment: NodeJS.ProcessEnv;
}

/** `branch-prod standby start`: makes it run and follow the source. Returns the exit code: 3 when it doesn't follow. */
export async function startStandby(
  options: StandbyOptions,
  context: CommandContext,
): Promise<number> {
  const { keeper, source } = await openStandby(options, context);
  const status = await keeper.start(source, work());
  show(status);
  return status.streaming ? 0 : EXIT.failed;
}

/** `branch-prod standby status` */
export async function showStandby(
  options: StandbyOptions & { readonly json?: boolean | undefined },
  context: CommandContext,
): Promise<void> {
  const { keeper, source } = await openStandby(options, context);
  const status = await keeper.status(source);
  if (options.json) process.stdout.write(`${JSON.stringify(status, undefined, 2)}\n`);
  else show(status);
}

/** `branch-prod standby stop [--remove]` */
export async function stopStandby(
  options: StandbyOptions & { readonly remove?: boolean | undefined },
  context: CommandContext,
): Promise<void> {
  const { keeper, source } = await openStandby(options, context);
  const remove = options.remove === true;
  const { source: where, bytes } = await keeper.stop(source, { ...work(), remove });
  process.stdout.write(
    bytes === undefined
      ? `There is no standby of ${where} any more.\n`
      : `The standby of ${where} is stopped; its raw data stay (${formatBytes(bytes)}).\n`,
  );
}

async function openStandby(
  options: StandbyOptions,
  { directory, environment }: CommandContext,
): Promise<{ keeper: StandbyKeeper; source: SourceSettings }> {
  const repository = await repositoryRoot(directory);
  const context = { directory, repository, environment };
  const { config } = await loadConfigOption(options.config, context);
  const { source } = config;
  if (source.copy !== 'standby') {
    throw new BranchProdError(
      'config-invalid',
      `The config's source.copy is ${source.copy}, which uses no standby`,
      { nextStep: 'Set `source.copy: standby`, and remove `source.dataDirectory`.' },
    );
  }
  const { standby } = chooseEngine(config.engine, { state: options.state });
  if (standby === undefined) {
    throw new BranchProdError(
      'source-unsupported',
      `The engine ${config.engine.name} keeps no standbys`,
      { nextStep: 'Set `engine: local` in the config.' },
    );
  }
  return { keeper: standby, source };
}

function work(): StandbyWork {
  const onProgress = (message: string) => process.stderr.write(`${plainText(message)}\n`);
  return { signal: onInterruption(), onProgress };
}

function show(status: StandbyStatus): void {
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
