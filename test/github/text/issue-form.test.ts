import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readIssueCase } from '../../../src/github/text/issue-case.ts';
import { formLabels } from '../../../src/github/text/issue-form.ts';
import { readRepositoryFile } from '../../repository/files.ts';

interface Field {
  readonly type: string;
  readonly id?: string;
  readonly attributes: { readonly label?: string; readonly render?: string };
}

const template = parse(readRepositoryFile('.github/ISSUE_TEMPLATE/ai-hallucination.yml')) as {
  readonly labels: readonly string[];
  readonly body: readonly Field[];
};
const fields = template.body.filter(({ type }) => type !== 'markdown');

/** What GitHub makes of a form that somebody filled in, and its browser of line breaks. */
function submit(values: Record<string, string>): string {
  return fields
    .map(({ attributes: { label = '' } }) => `### ${label}\n\n${values[label] || '_No response_'}`)
    .join('\n\n')
    .replaceAll('\n', '\r\n');
}

describe('the issue form', () => {
  test('has the fields that the parser reads, and no others', () => {
    expect(fields.map(({ attributes }) => attributes.label)).toEqual(Object.values(formLabels));
    expect(new Set(fields.map(({ id }) => id)).size).toBe(fields.length);
  });

  test('sets the label that starts an investigation', () => {
    expect(template.labels).toEqual(['ai-hallucination']);
  });

  test('has no field that GitHub would wrap into code, where a fence in a value breaks out', () => {
    expect(fields.filter(({ attributes }) => attributes.render !== undefined)).toEqual([]);
  });

  test('makes a case when it is filled in', () => {
    const body = submit({
      'Question or request': 'Can I return a jacket?',
      'Observed answer': 'Within 90 days.',
      'Expected answer': 'Within 30 days.',
      'Must contain': '30 days\nreceipt',
      'Must not contain': '90 days',
      'Trace or request id': '4bf92f3577b34da6a3ce929d0e0e4736',
      'Occurred at': '2026-03-01T14:05:00Z',
    });
    const repository = { owner: 'acme', repo: 'shop' };
    expect(readIssueCase({ number: 12, body, repository })).toMatchObject({
      kind: 'case',
      case: {
        name: 'issue-12',
        question: 'Can I return a jacket?',
        observed: 'Within 90 days.',
        expected: 'Within 30 days.',
        occurredAt: '2026-03-01T14:05:00Z',
        trace: '4bf92f3577b34da6a3ce929d0e0e4736',
        assert: [
          { type: 'icontains', value: '30 days' },
          { type: 'icontains', value: 'receipt' },
          { type: 'not-icontains', value: '90 days' },
        ],
      },
    });
  });

  test('makes a case of its placeholders, which are examples', () => {
    const examples = Object.fromEntries(
      fields.map(({ attributes }) => [
        attributes.label,
        (attributes as { placeholder?: string }).placeholder ?? '',
      ]),
    );
    const repository = { owner: 'acme', repo: 'shop' };
    const result = readIssueCase({ number: 1, body: submit(examples), repository });
    expect(result.kind).toBe('case');
  });
});
