import type { Api } from './route.ts';

type Members = Readonly<Record<string, unknown>>;

/**
 * The prompt of a request as one text, a line or more for each of its parts: system, messages, calls of tools and
 * their results, in order. Empty for embeddings. What the API keeps itself (`previous_response_id`) is not in it.
 */
export function promptOf(body: Members, api: Api): string {
  switch (api) {
    case 'openai-chat':
      return textOf(body.messages);
    case 'openai-responses':
      return lines([textOf(body.instructions), textOf(body.input)]);
    case 'anthropic-messages':
      return lines([textOf(body.system), textOf(body.messages)]);
    default:
      return '';
  }
}

/** No API nests parts deeper; whatever answers may send anything. */
const DEEPEST = 20;

/** Members that hold text or parts with text, in the messages and items of all of these APIs. */
const textual: ReadonlySet<string> = new Set([
  'text',
  'content',
  'refusal',
  'thinking',
  'title',
  'context',
  'source',
  'output',
  'summary',
  'tool_calls',
  'function_call',
  'function',
  'custom',
]);

/**
 * The text of messages, items or parts in the form of any of these APIs, in order, one line or more for each. A call
 * of a tool is `name(arguments)`. Pictures, sounds and files have none.
 */
export function textOf(part: unknown, depth = 0): string {
  if (typeof part === 'string') return part;
  if (typeof part !== 'object' || part === null || depth > DEEPEST) return '';
  if (Array.isArray(part)) return lines(part.map((member) => textOf(member, depth + 1)));
  const members = part as Members;
  const call = toolCall(members);
  if (call !== undefined) return call;
  // The plain text of a document: https://docs.anthropic.com/en/docs/build-with-claude/citations
  if (members.type === 'text' && typeof members.data === 'string') return members.data;
  return lines(
    Object.entries(members).flatMap(([name, value]) =>
      textual.has(name) ? [textOf(value, depth + 1)] : [],
    ),
  );
}

function toolCall({ name, arguments: written, input }: Members): string | undefined {
  const given = written ?? input;
  if (typeof name !== 'string' || given === undefined) return undefined;
  return `${name}(${typeof given === 'string' ? given : JSON.stringify(given)})`;
}

function lines(texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join('\n');
}
