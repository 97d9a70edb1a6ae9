import { type Expression, parseExpression } from './expression-syntax.ts';

/** A value of GitHub's expression language. */
export type Value =
  | string
  | number
  | boolean
  | null
  | { readonly [name: string]: Value }
  | readonly Value[];

/** Where a job stands: what `success()`, `failure()` and `cancelled()` ask for. */
export type JobStatus = 'success' | 'failure' | 'cancelled';

/** What an expression can refer to. */
export interface Scope {
  /** `github`, `inputs`, `secrets`, … in lower case. */
  readonly contexts: Readonly<Record<string, Value>>;
  /** Given where a step's condition is evaluated; elsewhere the status functions are errors, as on GitHub. */
  readonly status?: JobStatus;
}

/** Contexts whose names nobody declares: an unset one is empty. In the others an unknown name is an error. */
const open = new Set(['secrets', 'vars', 'env']);

const statusFunctions = new Set(['success', 'always', 'failure', 'cancelled']);

/**
 * The value of an expression. Stricter than GitHub, which makes an empty string of everything that it doesn't know:
 * unknown contexts, names and functions are errors, so that a misspelt `inputs.thread` fails.
 */
export function evaluate(text: string, scope: Scope): Value {
  return resolve(parseExpression(text), scope);
}

/**
 * A string with `${{ }}` in it. One expression alone keeps its type; in the midst of other text it becomes text.
 */
export function evaluateTemplate(text: string, scope: Scope): Value {
  const parts = templateParts(text);
  const values = parts.map((part) =>
    part.kind === 'text' ? part.text : evaluate(part.text, scope),
  );
  const [only] = values;
  return values.length === 1 && only !== undefined ? only : values.map(toText).join('');
}

/** The same as text: what environment variables, inputs and names are. */
export function evaluateText(text: string, scope: Scope): string {
  return toText(evaluateTemplate(text, scope));
}

/**
 * Whether a step with this `if:` runs. Without one, or without a status function in it, `success()` is required too.
 *
 * @param text with or without `${{ }}` around it
 */
export function evaluateCondition(text: string | undefined, scope: Scope): boolean {
  if (text === undefined) return scope.status === 'success';
  const inner = /^\s*\$\{\{([\s\S]*)\}\}\s*$/.exec(text)?.[1] ?? text;
  const expression = parseExpression(inner);
  const isOn = usesStatus(expression) || scope.status === 'success';
  return isOn && isTrue(resolve(expression, scope));
}

/** GitHub's text of a value; objects have none here. */
function toText(value: Value): string {
  if (value === null) return '';
  if (typeof value === 'object')
    throw new Error('an object or array is no text: take a part of it');
  return String(value);
}

function templateParts(text: string): { kind: 'text' | 'expression'; text: string }[] {
  const parts: { kind: 'text' | 'expression'; text: string }[] = [];
  // Between the braces `}}` ends the expression, unless it stands inside a string.
  const pattern = /\$\{\{((?:'(?:[^']|'')*'|(?!\}\})[^'])*)\}\}/g;
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > end) parts.push({ kind: 'text', text: text.slice(end, match.index) });
    parts.push({ kind: 'expression', text: match[1] ?? '' });
    end = match.index + match[0].length;
  }
  if (end < text.length) parts.push({ kind: 'text', text: text.slice(end) });
  const open = parts.find((part) => part.kind === 'text' && part.text.includes('${{'));
  if (open !== undefined) throw new Error(`an expression has no end: ${open.text}`);
  return parts;
}

function resolve(expression: Expression, scope: Scope): Value {
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'name':
      return contextOf(expression.name, scope);
    case 'index':
      return propertyOf(expression, scope);
    case 'call':
      return call(expression, scope);
    case 'not':
      return !isTrue(resolve(expression.operand, scope));
    case 'operation':
      return operate(expression, scope);
  }
}

function contextOf(name: string, { contexts }: Scope): Value {
  const context = contexts[name.toLowerCase()];
  if (context === undefined) throw new Error(`the context ${name} is not available here`);
  return context;
}

function propertyOf({ object, key }: Extract<Expression, { kind: 'index' }>, scope: Scope): Value {
  const value = resolve(object, scope);
  const name = toText(resolve(key, scope));
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw new Error(`${describe(object)} has no ${name}: it is no object`);
  }
  const found = Object.entries(value).find(
    ([property]) => property.toLowerCase() === name.toLowerCase(),
  );
  if (found !== undefined) return found[1];
  if (object.kind === 'name' && open.has(object.name.toLowerCase())) return '';
  throw new Error(`${describe(object)} has no ${name}`);
}

function describe(expression: Expression): string {
  if (expression.kind === 'name') return expression.name;
  if (expression.kind !== 'index') return 'the value';
  const { object, key } = expression;
  return `${describe(object)}.${key.kind === 'literal' ? key.value : '…'}`;
}

function call(
  { name, arguments: list }: Extract<Expression, { kind: 'call' }>,
  scope: Scope,
): Value {
  const called = name.toLowerCase();
  const values = list.map((argument) => resolve(argument, scope));
  if (statusFunctions.has(called)) {
    if (scope.status === undefined) throw new Error(`${name}() is for conditions of steps only`);
    if (values.length > 0) throw new Error(`${name}() takes no arguments`);
    return called === 'always' || called === scope.status;
  }
  if (called === 'format') return format(values.map(toText));
  throw new Error(`the function ${name}() is not known`);
}

/** `format('{0} and {1}', a, b)`; braces that are doubled stand for themselves. */
function format([pattern = '', ...values]: readonly string[]): string {
  return pattern.replaceAll(/\{\{|\}\}|\{(\d+)\}|[{}]/g, (match, index?: string) => {
    if (match === '{{' || match === '}}') return match.slice(1);
    const value = index === undefined ? undefined : values[Number(index)];
    if (value === undefined) throw new Error(`format(): ${match} stands for nothing`);
    return value;
  });
}

function operate(
  { operator, left, right }: Extract<Expression, { kind: 'operation' }>,
  scope: Scope,
): Value {
  const first = resolve(left, scope);
  if (operator === '&&') return isTrue(first) ? resolve(right, scope) : first;
  if (operator === '||') return isTrue(first) ? first : resolve(right, scope);
  const isEqual = equals(first, resolve(right, scope));
  return operator === '==' ? isEqual : !isEqual;
}

/** GitHub compares text without regard to case, and values of different types as numbers. */
function equals(left: Value, right: Value): boolean {
  if (typeof left === 'string' && typeof right === 'string') {
    return left.toLowerCase() === right.toLowerCase();
  }
  if (typeof left === typeof right && left !== null && right !== null) return left === right;
  return toNumber(left) === toNumber(right);
}

function toNumber(value: Value): number {
  if (value !== null && typeof value === 'object') return Number.NaN;
  return Number(value);
}

function isTrue(value: Value): boolean {
  return value !== null && value !== false && value !== '' && value !== 0;
}

function usesStatus(expression: Expression): boolean {
  switch (expression.kind) {
    case 'call':
      return (
        statusFunctions.has(expression.name.toLowerCase()) || expression.arguments.some(usesStatus)
      );
    case 'not':
      return usesStatus(expression.operand);
    case 'operation':
      return usesStatus(expression.left) || usesStatus(expression.right);
    case 'index':
      return usesStatus(expression.object) || usesStatus(expression.key);
    default:
      return false;
  }
}
