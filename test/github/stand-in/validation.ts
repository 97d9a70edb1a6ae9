import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import type { Description, OperationDescription, Schema } from './description.ts';
import type { Operation } from './operations.ts';

/** Says what is wrong with requests and answers, by GitHub's own description. */
export interface Validation {
  /** Problems of a request, in words; none if it is valid. */
  request(operation: Operation, request: RequestParts): string[];
  /** The same of an answer's JSON. */
  response(operation: Operation, status: number, json: unknown): string[];
}

export interface RequestParts {
  readonly path: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** `undefined` if there was none. */
  readonly body: unknown;
}

let shared: Validation | undefined;

/** The validation by `openapi.json`, which is compiled once for a process, and only as far as it is used. */
export function openApiValidation(): Validation {
  shared ??= createValidation();
  return shared;
}

function createValidation(): Validation {
  const file = new URL('openapi.json', import.meta.url);
  const description = JSON.parse(readFileSync(file, 'utf8')) as Description;
  const validatorOf = validators(description);
  return {
    request(operation, { path, query, body }) {
      const described = describedOperation(description, operation);
      const names = [...new Set(query.keys())];
      return [
        ...described.parameters.flatMap(({ name, in: place, required }, index) => {
          const value = place === 'path' ? path[name] : (query.get(name) ?? undefined);
          if (value === undefined) {
            return required && place !== 'header' ? [`${place} has no ${name}`] : [];
          }
          const validate = validatorOf([operation, 'parameters', String(index), 'schema'], true);
          // Wrapped, as only what is in something can be turned into a number.
          return problemsOf(validate, { value }, `${place} ${name}`);
        }),
        ...names
          .filter((name) => !described.parameters.some((p) => p.in === 'query' && p.name === name))
          .map((name) => `query has an unknown ${name}`),
        ...bodyProblems(description, operation, body, () =>
          problemsOf(validatorOf([operation, 'body', 'schema'], false), { value: body }, 'body'),
        ),
      ];
    },
    response(operation, status, json) {
      const { responses } = describedOperation(description, operation);
      const schema = responses[String(status)];
      if (schema === undefined) return status === 302 ? [] : [`status ${status} is not described`];
      if (schema === null) return json === undefined ? [] : ['there is a body'];
      const validate = validatorOf([operation, 'responses', String(status)], false);
      return problemsOf(validate, { value: json }, 'answer');
    },
  };
}

function describedOperation(description: Description, operation: Operation): OperationDescription {
  const described = description.operations[operation];
  if (described === undefined) throw new Error(`openapi.json does not describe ${operation}`);
  return described;
}

function bodyProblems(
  { operations, schemas }: Description,
  operation: Operation,
  body: unknown,
  validate: () => string[],
): string[] {
  const described = operations[operation]?.body;
  if (body === undefined) return described?.required === true ? ['there is no body'] : [];
  if (described === undefined) return ['there is a body'];
  const isObject = typeof body === 'object' && body !== null && !Array.isArray(body);
  const known = new Set(propertyNames(described.schema, schemas));
  // GitHub ignores what it doesn't know; we want to know of it.
  const unknown = isObject ? Object.keys(body).filter((name) => !known.has(name)) : [];
  return [...unknown.map((name) => `body has an unknown ${name}`), ...validate()];
}

/** The properties of an object, wherever the schema hides them. */
function propertyNames(schema: Schema, schemas: Description['schemas']): string[] {
  const { $ref: reference, properties, anyOf, oneOf, allOf } = schema as Record<string, Schema[]>;
  const named = String(reference).replace('#/schemas/', '');
  const parts = [...(anyOf ?? []), ...(oneOf ?? []), ...(allOf ?? [])];
  const all = schemas[named] === undefined ? parts : [...parts, schemas[named]];
  return [...Object.keys(properties ?? {}), ...all.flatMap((part) => propertyNames(part, schemas))];
}

/** Compiles the schema at a path of the description when it is needed first. */
function validators(description: Description) {
  const options = { strict: false, allErrors: true, formats: { 'repo.nwo': true } } as const;
  const make = (coerceTypes: boolean) => {
    const ajv = new Ajv({ ...options, coerceTypes });
    formats.default(ajv);
    // GitHub gives an empty text where it has no address.
    ajv.addFormat('uri', (text) => text === '' || URL.canParse(text));
    return ajv.addSchema(description, 'github');
  };
  const exact = make(false);
  // Parts of a path and of a query are texts, whatever they mean.
  const coercing = make(true);
  const compiled = new Map<string, ValidateFunction>();
  return ([operation, ...rest]: readonly [Operation, ...string[]], coerce: boolean) => {
    const pointer = ['operations', operation.replaceAll('/', '~1'), ...rest]
      .map(encodeURIComponent)
      .join('/');
    const known = compiled.get(pointer);
    if (known !== undefined) return known;
    const value = { $ref: `github#/${pointer}` };
    const validate = (coerce ? coercing : exact).compile({
      type: 'object',
      properties: { value },
    });
    compiled.set(pointer, validate);
    return validate;
  };
}

function problemsOf(validate: ValidateFunction, data: unknown, subject: string): string[] {
  if (validate(data)) return [];
  return (validate.errors ?? []).map(({ instancePath, message, params }) => {
    const place = instancePath.replace(/^\/value/, '');
    return `${subject}${place} ${message} ${JSON.stringify(params)}`;
  });
}
