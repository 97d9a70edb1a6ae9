/**
 * Writes test/github/stand-in/openapi.json: GitHub's description of the operations that App and Action use, as JSON
 * Schemas that ajv reads. Run it with `node scripts/extract-openapi.ts` after a change of operations.ts or of the version.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Description, Schema } from '../test/github/stand-in/description.ts';
import { operations } from '../test/github/stand-in/operations.ts';

const version = '23.0.2';
const target = fileURLToPath(new URL('../test/github/stand-in/openapi.json', import.meta.url));

type Json = Record<string, unknown>;

/** What says something about a value; descriptions, examples and extensions of OpenAPI don't. */
const keywords = new Set([
  ...['type', 'format', 'enum', 'default', 'properties', 'required', 'items'],
  ...['additionalProperties', 'oneOf', 'anyOf', 'allOf', 'pattern', 'minLength', 'maxLength'],
  ...['minimum', 'maximum', 'minItems', 'maxItems', 'minProperties', 'maxProperties'],
]);

const text = JSON.stringify(extract(publishedDescription()));
writeFileSync(target, text);
execFileSync('npx', ['biome', 'format', '--write', target]);
console.log(`${operations.length} operations, ${Math.round(text.length / 1024)} kB`);

/** The description that the package holds; its components are found by their `$ref`. */
function publishedDescription(): Json {
  const folder = mkdtempSync(join(tmpdir(), 'openapi-'));
  try {
    const pack = ['pack', `@octokit/openapi@${version}`, '--silent', '--pack-destination', folder];
    const archive = execFileSync('npm', pack, { encoding: 'utf8' }).trim();
    const file = 'package/generated/api.github.com.json';
    execFileSync('tar', ['-xzf', join(folder, archive), '-C', folder, file]);
    return JSON.parse(readFileSync(join(folder, file), 'utf8'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function extract(published: Json): Description {
  const schemas: Record<string, Schema> = {};
  const description: Description = {
    source: `@octokit/openapi ${version}, api.github.com`,
    operations: {},
    schemas,
  };
  const schemaOf = (node: unknown) => toSchema(node, (name) => takeSchema(name));
  const takeSchema = (name: string) => {
    if (Object.hasOwn(schemas, name)) return;
    schemas[name] = {};
    schemas[name] = schemaOf(at(published, ['components', 'schemas', name]));
  };
  for (const operation of operations) {
    const [method = '', path = ''] = operation.split(' ');
    const found = at(published, ['paths', path, method.toLowerCase()]) as Json;
    const parameters = [at(published, ['paths', path]), found].flatMap(
      (level) => ((level as Json).parameters ?? []) as Json[],
    );
    const body = found.requestBody as Json | undefined;
    const bodySchema = body && at(body, ['content', 'application/json', 'schema']);
    description.operations[operation] = {
      parameters: parameters.map((parameter) => {
        const { name, in: place, required, schema } = resolve(published, parameter) as Json;
        return {
          name: name as string,
          in: place as string,
          required: required === true,
          schema: schemaOf(schema),
        };
      }),
      ...(bodySchema !== undefined && {
        body: { required: (body as Json).required === true, schema: schemaOf(bodySchema) },
      }),
      responses: Object.fromEntries(
        Object.entries(found.responses as Json)
          .filter(([status]) => status.startsWith('2'))
          .map(([status, response]) => {
            const content = (resolve(published, response) as Json).content as Json | undefined;
            const schema = (content?.['application/json'] as Json | undefined)?.schema;
            return [status, schema === undefined ? null : schemaOf(schema)];
          }),
      ),
    };
  }
  return description;
}

function resolve(published: Json, node: unknown): unknown {
  const reference = (node as Json).$ref;
  if (typeof reference !== 'string') return node;
  return at(published, reference.replace(/^#\//, '').split('/'));
}

/** What stands at a path; an error if nothing does. */
function at(node: unknown, [first, ...rest]: readonly string[]): unknown {
  if (first === undefined) return node;
  const next = (node as Json)[first];
  if (next === undefined) throw new Error(`GitHub's description has no ${first}`);
  return at(next, rest);
}

/** An OpenAPI schema as a JSON Schema: without prose, `nullable` as a type, references into the extract. */
function toSchema(node: unknown, take: (name: string) => void): Schema {
  if (typeof node !== 'object' || node === null) throw new Error('a schema is an object');
  const { $ref: reference, nullable, ...rest } = node as Json;
  if (typeof reference === 'string') {
    const name = reference.slice('#/components/schemas/'.length);
    take(name);
    return { $ref: `#/schemas/${name}` };
  }
  const schema = Object.fromEntries(
    Object.entries(rest)
      .filter(([key]) => keywords.has(key))
      .map(([key, value]) => [key, toKeyword(key, value, take)]),
  );
  return nullable === true ? orNull(schema) : schema;
}

function toKeyword(key: string, value: unknown, take: (name: string) => void): unknown {
  if (key === 'properties') {
    return Object.fromEntries(
      Object.entries(value as Json).map(([name, schema]) => [name, toSchema(schema, take)]),
    );
  }
  if (Array.isArray(value) && ['oneOf', 'anyOf', 'allOf'].includes(key)) {
    return value.map((schema) => toSchema(schema, take));
  }
  const isSchema = key === 'items' || key === 'additionalProperties';
  return isSchema && typeof value === 'object' ? toSchema(value, take) : value;
}

function orNull(schema: Schema): Schema {
  if (typeof schema.type !== 'string') return { anyOf: [schema, { type: 'null' }] };
  const { enum: values, type } = schema;
  return {
    ...schema,
    type: [type, 'null'],
    ...(Array.isArray(values) && { enum: [...new Set([...values, null])] }),
  };
}
