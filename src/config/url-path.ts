import { z } from 'zod';

/**
 * The path of a URL on the preview's own origin, for example `/ask`. `//host`, `/\host` and control characters, which
 * URL parsers drop, are refused: they would lead to another host.
 */
export const urlPathSchema = z
  .string()
  .regex(/^\/(?!\/)(?!.*\\)[ -~]*$/, 'must be a path such as "/ask", with one slash first');
