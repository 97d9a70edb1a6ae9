import type { Import } from './imports.ts';

/** A part of the program, and the parts that it may import besides itself. */
interface Part {
  readonly name: string;
  readonly files: RegExp;
  readonly imports: readonly string[];
}

const theWay = [
  ...['basics', 'config', 'result', 'engine contract', 'engine choice', 'raw value search'],
  ...['sanitize', 'preview', 'replay', 'investigation', 'report'],
];

/**
 * The direction of the design: a part imports what stands before it in the way of the data, never what comes after.
 * A file belongs to the first part that matches it.
 */
const parts: readonly Part[] = [
  { name: 'demo', files: /^src\/demo\//, imports: [...theWay, 'engines'] },
  { name: 'command line', files: /^src\/cli[./-]/, imports: [...theWay, 'demo'] },
  {
    name: 'index and server',
    files: /^src\/(?:index|server)\.ts$/,
    imports: ['basics', 'report', 'github', 'github app'],
  },
  { name: 'schemas', files: /^src\/schemas\.ts$/, imports: theWay },
  {
    name: 'github app',
    files: /^src\/github\/app\//,
    imports: ['basics', 'config', 'result', 'replay', 'report', 'github'],
  },
  {
    name: 'github action',
    files: /^src\/github\/action\//,
    imports: [...theWay, 'github'],
  },
  {
    name: 'github',
    files: /^src\/github\//,
    imports: ['basics', 'config', 'result', 'replay', 'report'],
  },
  { name: 'basics', files: /^src\/[^/]+\.ts$/, imports: [] },
  { name: 'config', files: /^src\/config\//, imports: ['basics'] },
  { name: 'result', files: /^src\/investigation\/(?:result|event)\.ts$/, imports: ['basics'] },
  {
    name: 'engine contract',
    files: /^src\/engines\/(?:engine|database-address|standby-keeper)\.ts$/,
    imports: ['basics', 'config'],
  },
  {
    name: 'engine choice',
    files: /^src\/engines\/choose-engine\.ts$/,
    imports: ['basics', 'config', 'engine contract', 'engines'],
  },
  { name: 'engines', files: /^src\/engines\//, imports: ['basics', 'config', 'engine contract'] },
  // What the replay's tap asks before a request leaves: the one thing of sanitize that others call while they run.
  {
    name: 'raw value search',
    files: /^src\/sanitize\/find-raw\.ts$/,
    imports: ['sanitize'],
  },
  {
    name: 'sanitize',
    files: /^src\/sanitize\//,
    imports: ['basics', 'config', 'engine contract', 'raw value search'],
  },
  { name: 'preview', files: /^src\/preview\//, imports: ['basics', 'config', 'engine contract'] },
  {
    name: 'replay',
    files: /^src\/replay\//,
    // A probe is a fork of the branch, which only an engine makes.
    imports: ['basics', 'config', 'result', 'engine contract', 'raw value search'],
  },
  {
    name: 'investigation',
    files: /^src\/investigation\//,
    imports: theWay.filter((part) => part !== 'report'),
  },
  { name: 'report', files: /^src\/report\//, imports: ['basics', 'result'] },
];

/** Why a module of src/ must not import something, or `undefined` if it may. */
export function sourceProblem(file: string, { kind, target }: Import): string | undefined {
  if (kind === 'computed') return `${file} imports (${target}): write the module's name out`;
  if (kind !== 'file') return undefined;
  const from = partOf(file);
  const to = partOf(target);
  if (from === undefined) return `${file} is in no part of import-rules.ts: add it there`;
  if (to === undefined) return `${file} imports ${target}, which is in no part of src/`;
  if (to === from || from.imports.includes(to.name)) return undefined;
  return `${file} (${from.name}) imports ${target} (${to.name})`;
}

/** The same for an example: an application of its own, which knows nothing of branch-prod. */
export function exampleProblem(file: string, { kind, target }: Import): string | undefined {
  const folder = file.split('/').slice(0, 2).join('/');
  const isOwn = kind === 'file' ? target.startsWith(`${folder}/`) : target !== 'branch-prod';
  return isOwn && kind !== 'computed' ? undefined : `${file} imports ${target}`;
}

function partOf(file: string): Part | undefined {
  return parts.find(({ files }) => files.test(file));
}
