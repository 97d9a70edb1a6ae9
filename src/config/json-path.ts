import parse from 'jsonpath-rfc9535/parser';
import { z } from 'zod';

/** A JSONPath query (RFC 9535), for example `$.user.email`; kept as written. */
export const jsonPathSchema = z
  .string()
  .refine(isJsonPath, 'must be a JSONPath (RFC 9535) such as "$.answer"');

function isJsonPath(text: string): boolean {
  try {
    parse(text);
    return true;
  } catch {
    return false;
  }
}
