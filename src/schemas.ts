/** What other programs may use of branch-prod. */
export { configJsonSchema } from './config/json-schema.ts';
export { type Result, resultSchema, type Verdict } from './investigation/result.ts';
export { caseSchema } from './replay/case.ts';
