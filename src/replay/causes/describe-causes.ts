import { counted } from '../counted.ts';
import { moreTrialsToCompare } from '../decide.ts';
import { significanceAmong } from './deciding-levels.ts';
import type { CauseRow } from './explain.ts';
import { looksDifferent } from './stopping.ts';

const NAMES: Readonly<Record<CauseRow['variable'], string>> = {
  prompt: 'The prompt',
  model: 'The model version',
  data: 'The data',
  retrieval: 'How rows are retrieved',
  settings: "The model's settings",
};

/**
 * Which variables decide whether the case fails, a sentence each: `The model version decides it: 5/5 with A, 0/5 with
 * B.` Then what could not be told.
 */
export function describeCauses(rows: readonly CauseRow[]): string[] {
  const variables = [...Map.groupBy(rows, (row) => row.variable)];
  const decided = variables.flatMap(([variable, levels]) => {
    const [first] = levels;
    const deciding = levels.filter((row) => row.decides);
    if (first === undefined || deciding.length === 0) return [];
    const others = deciding.map(share).join(', ');
    return [`${NAMES[variable]} decides it: ${share(first)}, ${others}.`];
  });
  const verdict = decided.length > 0 ? decided : ['Nothing that was changed decides it.'];
  const open = rows.filter((row) => row.pValue !== undefined && !row.decides).length;
  const doubts = variables.flatMap(([, [first, ...levels]]) =>
    levels.flatMap((row) => (first ? doubtAbout(first, row, significanceAmong(open)) : [])),
  );
  return [...verdict, ...doubts];
}

/** Only where the rates look different: what looks the same needs no more trials. */
function doubtAbout(first: CauseRow, row: CauseRow, significance: number): string[] {
  if (row.judged === 0) return [`With ${row.level} there was no answer to judge.`];
  if (row.decides || first.judged === 0) return [];
  if (!looksDifferent(first, row)) return [];
  const more = moreTrialsToCompare(first, row, significance);
  const needed =
    more === undefined ? '' : `: about ${counted(more, 'more trial')} with each would tell`;
  return [
    `Whether ${row.level} makes a difference is open (${row.failures}/${row.judged})${needed}.`,
  ];
}

function share({ failures, judged, level }: CauseRow): string {
  return `${failures}/${judged} with ${level}`;
}
