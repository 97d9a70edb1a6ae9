import { describe, expect, it } from 'vitest';
import { facts } from '../../src/report/facts.ts';
import { renderMarkdown } from '../../src/report/markdown/result-document.ts';
import { publicResult } from '../../src/report/public/public-result.ts';
import { exampleResult } from './example-result.ts';

const quote = (text: string) => `<${text}>`;
const noted = (notes: string[]) => ({
  ...exampleResult,
  snapshot: { ...exampleResult.snapshot, notes },
});
const differences = (notes: string[]) =>
  facts(noted(notes), quote)
    .filter(({ name }) => name === 'differs')
    .map(({ text }) => text);

describe('what differs from the source', () => {
  it('is a line for each note, after the snapshot', () => {
    expect(differences(['The first.', 'The second.'])).toEqual(['<The first.>', '<The second.>']);
    const names = facts(noted(['The first.']), quote).map(({ name }) => name);
    expect(names[names.indexOf('differs') - 1]).toBe('snapshot');
    expect(differences([])).toEqual([]);
  });

  it('is cut where there is too much of it', () => {
    const lines = differences(Array.from({ length: 1025 }, (_, index) => `Note ${index}.`));
    expect(lines).toHaveLength(21);
    expect(lines.at(-1)).toBe('1,005 more');
  });

  it('is said on a public repository too', () => {
    const note = 'The vector indexes were rebuilt: 175 of 201 rankings are as in production.';
    expect(publicResult(noted([note])).snapshot.notes).toEqual([note]);
    const audience = { publicRepository: true, previewUp: true };
    expect(renderMarkdown(noted([note]), audience)).toContain(`- **differs**: \`${note}\`\n`);
  });
});
