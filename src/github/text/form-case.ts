import { formatPath, type Problem } from '../../config/problem.ts';
import { validate } from '../../config/validate.ts';
import { parseYaml } from '../../config/yaml-document.ts';
import { type Case, caseSchema } from '../../replay/case.ts';
import { splitFencedBlocks } from './fenced-blocks.ts';
import { type FormField, type FormValues, formLabels } from './issue-form.ts';
import { longestProblem, quoted } from './quoted.ts';

/** A hostile request can have a problem in every key. */
const mostProblems = 20;

/** The case that the fields of the issue form make, or what is missing: sentences in Markdown. */
export function readFormCase(
  { values, doubled }: FormValues,
  name: string,
): { case: Case } | { missing: string[] } {
  if (doubled.length > 0) {
    return {
      missing: doubled.map(
        (field) => `Leave one line \`### ${formLabels[field]}\`: there are several.`,
      ),
    };
  }
  const text = (field: FormField) => withoutFence(values.get(field));
  const { problem, ...asked } = readAsked(text('question'));
  const validated = validate(caseSchema, {
    name,
    ...asked,
    ...given('observed', text('observed')),
    ...given('expected', text('expected')),
    ...given('occurredAt', text('occurredAt')),
    ...given('trace', text('trace')),
    ...given('mustContain', phrases(text('mustContain'))),
    ...given('mustNotContain', phrases(text('mustNotContain'))),
  });
  if ('value' in validated && problem === undefined) return { case: validated.value };
  const problems = 'value' in validated ? [] : validated.problems.slice(0, mostProblems);
  return { missing: [...new Set([...(problem ? [problem] : []), ...problems.map(sentence)])] };
}

/** Some put an answer or a request into a code block, so that it looks like what it is. */
function withoutFence(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  const { prose, blocks } = splitFencedBlocks(value);
  const [block, another] = blocks;
  if (block === undefined || another !== undefined || prose.trim() !== '') return value;
  return block.text.trim() === '' ? undefined : block.text.replace(/\n$/, '');
}

/** What was asked; with a `problem` the question only stands for what can't be read. */
type Asked = { question?: string; request?: unknown; problem?: string };

function readAsked(text: string | undefined): Asked {
  if (text === undefined) return {};
  const isJson = text.startsWith('{');
  if (!isJson && !/^(?:method|path|headers|body) *:/m.test(text)) return { question: text };
  const { value, problems } = parseYaml(text);
  // Prose may well look like YAML; JSON is not written by accident.
  if (problems.length > 0 && !isJson) return { question: text };
  if (problems.length > 0) {
    const described = quoted(describe(problems), longestProblem);
    return {
      question: text,
      problem: `Correct the JSON in “${formLabels.question}”: ${described}`,
    };
  }
  return isJson || looksLikeRequest(value) ? { request: value } : { question: text };
}

function describe(problems: readonly Problem[]): string {
  return problems
    .slice(0, 3)
    .map(({ message, position: at }) => (at ? `${at.line}:${at.column}: ${message}` : message))
    .join('; ');
}

function looksLikeRequest(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { method, path } = value as { method?: unknown; path?: unknown };
  return (
    (typeof path === 'string' && /^\/\S*$/.test(path)) ||
    (typeof method === 'string' && /^[A-Z]{3,7}$/.test(method))
  );
}

function phrases(text: string | undefined): string[] | undefined {
  return text
    ?.split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function given<Name extends string, Value>(name: Name, value: Value | undefined) {
  return value === undefined ? {} : { [name]: value };
}

function sentence({ path, message }: Problem): string {
  const [field] = path;
  if (field === 'assert') {
    return `Fill in “${formLabels.mustContain}” or “${formLabels.mustNotContain}”: what makes an answer right.`;
  }
  if (field === 'request') {
    return `Correct the request in “${formLabels.question}”: ${quoted(`${formatPath(path)}: ${message}`, longestProblem)}`;
  }
  const label = formLabels[field as FormField];
  if (field === 'question') return `Fill in “${label}”: what the person asked.`;
  return `Correct “${label}”: ${quoted(message, longestProblem)}`;
}
