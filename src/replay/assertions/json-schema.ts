import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

/**
 * Compiles a JSON Schema of draft 7, or of 2020-12 if its `$schema` says so, with the settings of promptfoo: unknown
 * keywords are errors, formats are checked. Nothing is loaded that it refers to.
 *
 * @throws {Error} with a message that quotes the schema
 */
export function compileJsonSchema(schema: object | boolean): (value: unknown) => boolean {
  const draft = typeof schema === 'object' && '$schema' in schema ? schema.$schema : undefined;
  const Compiler = typeof draft === 'string' && draft.includes('2020-12') ? Ajv2020 : Ajv;
  const compiler = new Compiler({ logger: false });
  addFormats.default(compiler);
  const validate = compiler.compile(schema);
  return (value) => validate(value) === true;
}
