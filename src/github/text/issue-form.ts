/**
 * The labels of the fields of `.github/ISSUE_TEMPLATE/ai-hallucination.yml`. GitHub makes each a heading of the issue:
 * `### Label`, a blank line, the value, a blank line.
 */
export const formLabels = {
  question: 'Question or request',
  observed: 'Observed answer',
  expected: 'Expected answer',
  mustContain: 'Must contain',
  mustNotContain: 'Must not contain',
  trace: 'Trace or request id',
  occurredAt: 'Occurred at',
} as const;

/** Names a field of the form, as {@link formLabels} does. */
export type FormField = keyof typeof formLabels;

/** What GitHub writes for a field that was left empty. */
const noResponse = '_No response_';

/** The values of a form's fields, trimmed, without those that are empty; and the fields whose heading is not alone. */
export interface FormValues {
  readonly values: ReadonlyMap<FormField, string>;
  readonly doubled: readonly FormField[];
}

/**
 * Reads an issue that was made with the form; `undefined` if it has none of the form's headings. Other headings belong
 * to the value that they stand in. A value can hold a line that looks like one of the form's headings: which one GitHub
 * wrote can't be told then, so that the field is `doubled`.
 */
export function readIssueForm(body: string): FormValues | undefined {
  const values = new Map<FormField, string>();
  const seen = new Set<FormField>();
  const doubled = new Set<FormField>();
  let field: FormField | undefined;
  let lines: string[] = [];
  const end = () => {
    const value = lines.join('\n').trim();
    if (field !== undefined && value !== '' && value !== noResponse) values.set(field, value);
    lines = [];
  };
  for (const line of body.split(/\r\n|\n|\r/)) {
    const next = fieldOf(line);
    if (next === undefined) {
      lines.push(line);
      continue;
    }
    end();
    if (seen.has(next)) doubled.add(next);
    seen.add(next);
    field = next;
  }
  end();
  return seen.size === 0 ? undefined : { values, doubled: [...doubled] };
}

const fieldOfHeading = new Map(
  Object.entries(formLabels).map(([field, label]) => [`### ${label}`, field as FormField]),
);

function fieldOf(line: string): FormField | undefined {
  return fieldOfHeading.get(line.trimEnd());
}
