import { didYouMean } from '../../config/nearest.ts';
import { quote } from '../../config/quote.ts';
import { fillLeaves, fillText, type TextOf } from '../placeholders.ts';
import type { Assertion } from './assertion.ts';

/** The texts of a case that `{{question}}` and the like in an assertion's value stand for. */
const names = ['question', 'observed', 'expected'] as const;

type Variables = { readonly [name in (typeof names)[number]]?: unknown };

/**
 * The assertion with the case's texts in the place of its `{{question}}`, `{{observed}}` and `{{expected}}`, as promptfoo
 * fills in a test's vars; nothing else of its templates is known here. In a regular expression a text stands for itself,
 * and in JavaScript it is what stands between a string's quotation marks, whichever they are.
 * https://www.promptfoo.dev/docs/configuration/expected-outputs/
 */
export function fillVariables(assertion: Assertion, variables: Variables): Assertion {
  if (!('value' in assertion)) return assertion;
  const withTexts = (written: (text: string) => string): TextOf => {
    return (name, whole) => {
      const text = isKnown(name) ? variables[name] : undefined;
      return typeof text === 'string' ? written(text) : whole;
    };
  };
  switch (assertion.type) {
    case 'regex':
    case 'not-regex':
      return { ...assertion, value: fillText(assertion.value, withTexts(asPattern)) };
    case 'javascript':
    case 'not-javascript':
      return { ...assertion, value: fillText(assertion.value, withTexts(insideString)) };
    case 'cites-retrieved':
    case 'not-cites-retrieved': {
      const { pattern } = assertion.value;
      if (pattern === undefined) return assertion;
      const value = { ...assertion.value, pattern: fillText(pattern, withTexts(asPattern)) };
      return { ...assertion, value };
    }
    default: {
      const value = fillLeaves(assertion.value, withTexts(String));
      return { ...assertion, value } as Assertion;
    }
  }
}

/**
 * What is wrong with the templates in an assertion's value, told once for each; a template that nobody fills in would
 * hold, or not, whatever is answered.
 *
 * @param variables those that the case has
 */
export function variableProblems(value: unknown, variables: Variables): string[] {
  const problems = new Set<string>();
  fillLeaves(value, (name, whole) => {
    const problem = problemOf(name, variables);
    if (problem !== undefined) problems.add(problem);
    return whole;
  });
  if (holdsTag(value)) problems.add(onlyNames);
  return [...problems];
}

const list = names.map((name) => `{{${name}}}`).join(', ');
const onlyNames = `of promptfoo's templates only ${list} are filled in: write the others out`;

function problemOf(name: string, variables: Variables): string | undefined {
  if (!/^\w+$/.test(name)) return onlyNames;
  if (!isKnown(name)) {
    return `the variable ${quote(name)} is unknown, must be one of ${names.join(', ')}${didYouMean(name, names)}`;
  }
  return variables[name] === undefined ? `{{${name}}} needs a case with ${name}` : undefined;
}

function holdsTag(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('{%') && value.includes('%}');
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsTag);
}

function isKnown(name: string): name is (typeof names)[number] {
  return (names as readonly string[]).includes(name);
}

function asPattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

function insideString(text: string): string {
  return JSON.stringify(text).slice(1, -1).replace(/['`$]/g, '\\$&');
}
