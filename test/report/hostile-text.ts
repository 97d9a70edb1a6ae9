import type { Result } from '../../src/investigation/result.ts';
import { exampleCauses, exampleCulprit, exampleExplained } from './example-explained.ts';
import { exampleReplay, exampleResult } from './example-result.ts';

/** What a terminal would obey: clear, a link (OSC 8), bell, return, bidi override, NUL, a one-byte CSI. */
export const terminalAttack =
  'a\x1b[2Jb\x1b]8;;http://evil.example\x07link\x1b]8;;\x07c\rd\u202Ee\0f\u009b31mg\u2028h\ud800i';

/** What GitHub would obey: formatting, mentions, references, links, HTML, comments, fences, Mermaid. */
export const markdownAttack = [
  '``` ```` ~~~',
  '```mermaid',
  'click a "javascript:alert(1)"',
  '```',
  '</code></pre><img src=x onerror=alert(1)><!-- branch-prod --> @octocat #1 octo/repo#2',
  'https://evil.example www.evil.example mail@evil.example 8a5a2e6b0c1d4f7e9a3b5c7d9e1f2a4b6c8d0e2f',
  '| a \\| b | **bold** [x](javascript:alert(1)) ![y](http://evil.example/y.png) `',
  '> - # <details>',
].join('\n');

/** The example result with the same text in every field that comes from outside. */
export function resultWith(text: string): Result {
  const retrieved = [
    { table: text, key: { [text]: text }, rank: 1 },
    { table: 'messages', key: { id: 1 }, rank: 2 },
  ];
  const trials = exampleReplay.trials.map((trial, index) => ({
    ...{ ...trial, answer: text, retrieved, context: text },
    model: { name: text, finishReason: text },
    failed: [`not-contains: ${text}`, text],
    ...(index === 4 ? { error: text } : {}),
  }));
  const [record] = retrieved.map(({ table, key }) => ({ table, key }));
  const records = record === undefined ? [] : [record];
  const [first] = trials;
  const culprit = {
    ...{ ...exampleCulprit, case: text, sentence: text },
    ...{ records, alternatives: [records, records], movedIn: records },
    ...(first && { trialWithout: first }),
  };
  return {
    ...exampleExplained,
    investigation: { ...exampleResult.investigation, id: text, thread: text },
    source: { ...exampleResult.source, server: text, commit: text, engine: text },
    snapshot: { ...exampleResult.snapshot, id: text, notes: [text] },
    sanitization: { ...exampleResult.sanitization, neutralised: [text] },
    branch: { ...exampleResult.branch, id: text },
    replays: [{ ...exampleReplay, case: text, trials, failures: 4 }],
    culprit,
    otherCulprits: [{ ...culprit, case: `other: ${text}` }],
    causes: {
      case: text,
      rows: exampleCauses.rows.map((row) => ({ ...row, level: text })),
      sentences: [text, `The model version decides it: 5/5 with ${text}, 0/9 with gpt-4.1.`],
      notVaried: [`The prompt was not changed: the prompts of ${text} are the same.`],
    },
  };
}
