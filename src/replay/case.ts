import { z } from 'zod';
import { type Assertion, assertionSchema } from './assertions/assertion.ts';
import { variableProblems } from './assertions/case-variables.ts';

const text = z.string({ error: 'write text' }).regex(/\S/, 'write some text or leave it out');

const phrases = z.array(z.string({ error: 'write a text' }).min(1, 'write a text'), {
  error: 'write a list of texts: ["…", "…"]',
});

/** Each field given here replaces that of the config's `replay.request`; a GET has no body. */
const requestSchema = z
  .strictObject({
    method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).exactOptional(),
    path: z.string().startsWith('/', 'write a path that begins with "/"').exactOptional(),
    headers: z
      .record(z.string(), z.string(), { error: 'write a map of texts: { accept-language: de }' })
      .exactOptional(),
    body: z
      .unknown()
      .refine((body) => z.json().safeParse(body).success, 'write text, a map, a list or a number')
      .exactOptional(),
  })
  .refine(({ method, body }) => method !== 'GET' || body === undefined, {
    error: 'a GET has no body; put the question into the path or choose POST',
    path: ['body'],
  });

/** What a case is called: in its file, in a command on a thread and in an order. */
export const caseNameSchema = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9._-]{0,99}$/,
    'write a name of at most 100 small letters, digits, ".", "_" and "-": name: wrong-price',
  );

const fieldsSchema = z.strictObject({
  name: caseNameSchema,
  question: text.exactOptional(),
  request: requestSchema.exactOptional(),
  observed: text.exactOptional(),
  expected: text.exactOptional(),
  occurredAt: z.iso
    .datetime({ offset: true, error: 'write an ISO 8601 time such as 2026-03-01T14:05:00Z' })
    .exactOptional(),
  trace: z
    .string()
    .regex(/^[\w.:-]{1,200}$/, 'write the id as letters, digits, ".", "_", ":" and "-"')
    .exactOptional(),
  assert: z
    .array(assertionSchema, {
      error: 'write a list of assertions: [{ type: icontains, value: "…" }]',
    })
    .exactOptional(),
  mustContain: phrases.exactOptional(),
  mustNotContain: phrases.exactOptional(),
});

/** Problems between fields are told together with those of single fields, so that nobody has to try twice. */
const always = { when: ({ value }: { value: unknown }) => isMap(value) };

/**
 * A case: one recorded failing interaction and the assertions that must hold for it to be right.
 * `mustContain` and `mustNotContain` are short for assertions `icontains` and `not-icontains`.
 */
export const caseSchema = fieldsSchema
  .refine(({ question, request }) => question !== undefined || request !== undefined, {
    ...always,
    error: 'missing; write what the person asked: question: "…"',
    path: ['question'],
  })
  .refine(
    ({ assert, mustContain, mustNotContain }) =>
      [assert, mustContain, mustNotContain].some((list) => list !== undefined && list.length !== 0),
    {
      ...always,
      error: 'missing; say what makes an answer right: mustNotContain: ["…"]',
      path: ['assert'],
    },
  )
  .superRefine(({ assert, ...variables }, context) => {
    // Where another problem was found, anything may stand here. The short form has no templates: what is looked for
    // there may well be one that an application failed to fill in.
    for (const [at, assertion] of Array.isArray(assert) ? assert.entries() : []) {
      if (!isMap(assertion) || !('value' in assertion)) continue;
      for (const message of variableProblems(assertion.value, variables)) {
        context.addIssue({ code: 'custom', message, path: ['assert', at, 'value'] });
      }
    }
  }, always)
  .transform(({ assert = [], mustContain = [], mustNotContain = [], ...rest }) => ({
    ...rest,
    assert: [
      ...assert,
      ...mustContain.map((value): Assertion => ({ type: 'icontains', value })),
      ...mustNotContain.map((value): Assertion => ({ type: 'not-icontains', value })),
    ],
  }));

/** See {@link caseSchema}. */
export type Case = z.infer<typeof caseSchema>;

function isMap(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
