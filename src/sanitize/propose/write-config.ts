import { stringify } from 'yaml';
import type { MaskRule } from './propose-column.ts';
import type { PolicyProposal } from './propose-policy.ts';

/** A whole config around a proposed policy, ready to look at and commit. */
export function writeConfig(
  { tables, unlistedNumbers }: PolicyProposal,
  { sourceVariable }: { sourceVariable: string },
): string {
  const masked: string[] = [];
  const kept: string[] = [];
  for (const { name, sampled, skipped, rules, followers } of tables) {
    const looked =
      skipped === undefined ? `${sampled} rows looked at` : `NOT LOOKED AT: it ${skipped}`;
    const heading = `    ${comment(`${name}: ${looked}`)}`;
    const [keeps, masks] = [true, false].map((isKept) =>
      rules
        .filter(({ rule }) => (rule === 'keep') === isKept)
        .map(({ name: column, type, rule, evidence }) => {
          const written = isKept ? `- ${flow(column)}` : `${flow(column)}: ${flow(rule)}`;
          return `    ${written} ${comment(`${type}; ${evidence}`)}`;
        }),
    ) as [string[], string[]];
    const notes = followers.map((text) => `    ${comment(text)}`);
    if (masks.length + notes.length > 0 || skipped !== undefined)
      masked.push(heading, ...masks, ...notes);
    kept.push(...keeps);
  }
  const numbers = unlistedNumbers.map((name) => `    ${comment(name)}`);
  return [
    '# Proposed by `branch-prod init` from the schema and a sample. Read it line by line before you commit it:',
    '# whoever opens a preview sees what it keeps. DECIDE stands where nobody but you can tell.',
    'version: 1',
    'source:',
    `  postgres: "\${${sourceVariable}}" # with no dataDirectory a standby is kept; see docs/postgresql.md`,
    'sanitize:',
    `  key: "\${BRANCH_PROD_MASK_KEY}" # at least 32 characters, such as \`openssl rand -hex 32\``,
    ...(masked.some((line) => !/^ *#/.test(line))
      ? ['  columns:', ...masked]
      : ['  columns: {}', ...masked]),
    ...(kept.length > 0
      ? ['  keep: # looked at and judged not personal', ...kept]
      : ['  keep: []']),
    '  unlisted: fail',
    ...(numbers.length > 0
      ? [
          '    # Numbers, dates, booleans and the like have no rule and stay as they are; look at them once:',
          ...numbers,
        ]
      : []),
    'preview:',
    '  start: npm start # CHANGE: how your application is started; it gets DATABASE_URL and PORT',
    'replay:',
    '  request: { method: POST, path: /ask, body: { question: "{{input}}" } } # CHANGE: how it is asked',
    '  answer: $.answer # CHANGE: where its answer is',
    '',
  ].join('\n');
}

/** What an editor or terminal would obey instead of showing, and what ends a line. */
const obeyed = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** Names come from the database, and a comment ends with its line. */
function comment(text: string): string {
  return `# ${text.replace(obeyed, ' ')}`;
}

function flow(value: MaskRule): string {
  const options = { collectionStyle: 'flow', lineWidth: 0 } as const;
  const text = stringify(value, options).trimEnd();
  if (!text.match(obeyed)) return text;
  const quoted = {
    ...options,
    defaultStringType: 'QUOTE_DOUBLE',
    defaultKeyType: 'QUOTE_DOUBLE',
    // A long text with line breaks would stand on several lines, where each is one more blank line.
    doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER,
  } as const;
  return stringify(value, quoted)
    .trimEnd()
    .replace(obeyed, (it) => `\\U${(it.codePointAt(0) ?? 0).toString(16).padStart(8, '0')}`);
}
