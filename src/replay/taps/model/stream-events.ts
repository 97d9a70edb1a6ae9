import { array, errorName, members } from './answer.ts';
import type { Api } from './route.ts';

/** Adds up the events of a stream. */
export interface StreamSum {
  add(event: unknown): void;
  /** The answer so far, in the form in which the API sends it when it does not stream. */
  readonly answer: () => unknown;
  /** Whether the model said that it is done. */
  readonly isWhole: () => boolean;
  /** The name of an error that an event told, as from {@link errorName}. */
  readonly failure: () => string | undefined;
}

/** Adds up the events that this API streams; of `other` APIs nothing is known. */
export function createStreamSum(api: Api): StreamSum {
  if (api === 'openai-chat') return sumOfChat();
  if (api === 'openai-responses') return sumOfResponses();
  if (api === 'anthropic-messages') return sumOfMessages();
  return { add() {}, answer: () => ({}), isWhole: () => false, failure: () => undefined };
}

type Mutable = Record<string, unknown>;

/** https://platform.openai.com/docs/api-reference/chat-streaming */
function sumOfChat(): StreamSum {
  const sum: Mutable = {};
  const choices: Mutable[] = [];
  let failure: string | undefined;
  return {
    add(event) {
      const { model, usage, choices: changed, error } = members(event);
      if (error) failure = errorName(event);
      if (model) sum.model = model;
      if (usage) sum.usage = usage;
      for (const change of array(changed)) {
        const { index, delta, finish_reason } = members(change);
        const choice = at(choices, index);
        if (finish_reason) choice.finish_reason = finish_reason;
        choice.message ??= {};
        addChatDelta(choice.message as Mutable, members(delta));
      }
    },
    answer: () => ({ ...sum, choices: dense(choices) }),
    isWhole: () => dense(choices).some(({ finish_reason }) => finish_reason),
    failure: () => failure,
  };
}

function addChatDelta(message: Mutable, delta: Readonly<Mutable>): void {
  append(message, 'content', delta.content);
  append(message, 'refusal', delta.refusal);
  for (const change of array(delta.tool_calls)) {
    const { index, function: called } = members(change);
    message.tool_calls ??= [];
    const call = at(message.tool_calls as Mutable[], index);
    call.function ??= {};
    addCall(call.function as Mutable, members(called));
  }
  if (delta.function_call) {
    message.function_call ??= {};
    addCall(message.function_call as Mutable, members(delta.function_call));
  }
}

function addCall(call: Mutable, { name, arguments: given }: Readonly<Mutable>): void {
  append(call, 'name', name);
  append(call, 'arguments', given);
}

/** https://platform.openai.com/docs/api-reference/responses-streaming */
function sumOfResponses(): StreamSum {
  let response: Readonly<Mutable> = {};
  const output: Mutable[] = [];
  let isWhole = false;
  let failure: string | undefined;
  return {
    add(event) {
      const { type, item, output_index, delta } = members(event);
      if (typeof type !== 'string') return;
      if (type === 'error') failure = errorName({ error: { ...members(event), type: undefined } });
      if (members(event).response) response = members(members(event).response);
      isWhole ||= /^response\.(completed|incomplete|failed)$/.test(type);
      if (type === 'response.output_item.added' || type === 'response.output_item.done') {
        const known = at(output, output_index);
        for (const name of Object.keys(known)) delete known[name];
        Object.assign(known, members(item));
      } else if (type === 'response.output_text.delta' || type === 'response.refusal.delta') {
        append(at(output, output_index), 'content', delta);
      } else if (type === 'response.function_call_arguments.delta') {
        append(at(output, output_index), 'arguments', delta);
      }
    },
    answer: () =>
      array(response.output).length > 0 ? response : { ...response, output: dense(output) },
    isWhole: () => isWhole,
    failure: () => failure,
  };
}

/** https://docs.anthropic.com/en/docs/build-with-claude/streaming */
function sumOfMessages(): StreamSum {
  let message: Readonly<Mutable> = {};
  const content: Mutable[] = [];
  let isWhole = false;
  let failure: string | undefined;
  return {
    add(event) {
      const { type, message: begun, index, content_block, delta, usage } = members(event);
      if (type === 'error') failure = errorName(event);
      else if (type === 'message_start') message = members(begun);
      else if (type === 'message_stop') isWhole = true;
      else if (type === 'message_delta') {
        // Counts are cumulative; those that are missing have not changed.
        message = {
          ...message,
          ...members(delta),
          usage: { ...members(message.usage), ...members(usage) },
        };
      } else if (type === 'content_block_start') {
        Object.assign(at(content, index), members(content_block), withoutInput(content_block));
      } else if (type === 'content_block_delta') {
        const { text, partial_json } = members(delta);
        const block = at(content, index);
        append(block, 'text', text);
        append(block, 'input', partial_json);
      }
    },
    answer: () => ({ ...message, content: dense(content) }),
    isWhole: () => isWhole,
    failure: () => failure,
  };
}

/** A tool's input begins as an empty object, and then comes as text. */
function withoutInput(block: unknown): Mutable {
  return members(block).input === undefined ? {} : { input: '' };
}

/** More parts are no answer of a model, but a way to make the tap hold a large array. */
const MOST_PARTS = 1024;

function at(parts: Mutable[], index: unknown): Mutable {
  const place = typeof index === 'number' && index >= 0 && index < MOST_PARTS ? index | 0 : 0;
  const part = parts[place] ?? {};
  parts[place] = part;
  return part;
}

function dense(parts: readonly Mutable[]): Mutable[] {
  return parts.filter((part) => part !== undefined);
}

function append(part: Mutable, name: string, text: unknown): void {
  if (typeof text !== 'string') return;
  part[name] = `${typeof part[name] === 'string' ? part[name] : ''}${text}`;
}
