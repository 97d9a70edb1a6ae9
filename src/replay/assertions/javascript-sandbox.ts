import variant from '@jitl/quickjs-singlefile-mjs-release-sync';
import {
  newQuickJSWASMModuleFromVariant,
  type QuickJSContext,
  type QuickJSHandle,
  type QuickJSWASMModule,
  shouldInterruptAfterDeadline,
} from 'quickjs-emscripten-core';
import { BranchProdError } from '../../errors.ts';
import { runWithin } from '../../time-limit.ts';
import type { Program } from './javascript-program.ts';

const LIMIT_MS = 1000;
/** QuickJS interrupts itself; where it can't, such as in the power of two large numbers, V8 interrupts QuickJS. */
const HARD_LIMIT_MS = 3000;
/** An answer has at most 10 MiB, two bytes a character. */
const MEMORY_MIB = 128;
const STACK_BYTES = 256 * 1024;

/** How a sandboxed program ended; `limit` says which one it met. */
export type Outcome =
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'thrown' | 'other' }
  | { readonly kind: 'limit'; readonly limit: string };

/**
 * Runs JavaScript that nobody has looked at in an interpreter of its own (QuickJS, compiled to WebAssembly), which has
 * the language and nothing else: no file, no network, no clock to wait for. It is given a second and 128 MiB, and
 * thrown away with all that it made.
 */
export async function runInSandbox(
  program: Program,
  given: { readonly output: string; readonly context: object },
): Promise<Outcome> {
  const module = await newQuickJSWASMModuleFromVariant(variant);
  const limit = { limitMs: HARD_LIMIT_MS, what: 'The JavaScript', code: 'replay-failed' } as const;
  try {
    return runWithin(limit, () => runOnce(module, program, given));
  } catch (error) {
    if (error instanceof BranchProdError) return { kind: 'limit', limit: `${HARD_LIMIT_MS} ms` };
    // The interpreter itself gave up: the source is nested too deeply, or there was no memory left to say so.
    const gaveUp = error instanceof RangeError || error instanceof WebAssembly.RuntimeError;
    if (gaveUp) return { kind: 'limit', limit: 'the interpreter can hold' };
    throw error;
  }
}

function runOnce(
  module: QuickJSWASMModule,
  { text, isScript }: Program,
  given: { readonly output: string; readonly context: object },
): Outcome {
  const runtime = module.newRuntime({
    memoryLimitBytes: MEMORY_MIB * 1024 * 1024,
    maxStackSizeBytes: STACK_BYTES,
  });
  // Nothing is disposed of: the whole module is left to the garbage collector.
  const vm = runtime.newContext();
  const output = vm.newString(given.output);
  const context = vm.unwrapResult(
    vm.callFunction(
      vm.getProp(vm.getProp(vm.global, 'JSON'), 'parse'),
      vm.undefined,
      vm.newString(JSON.stringify(given.context)),
    ),
  );
  // The time is the program's own: to hand over a long answer takes some, too.
  runtime.setInterruptHandler(shouldInterruptAfterDeadline(Date.now() + LIMIT_MS));
  if (isScript) {
    vm.setProp(vm.global, 'output', output);
    vm.setProp(vm.global, 'context', context);
  }
  const evaluated = vm.evalCode(text, 'assertion', { type: 'global' });
  if (evaluated.error) return failureOf(vm, evaluated.error);
  if (isScript) return settle(vm, evaluated.value);
  const result = vm.callFunction(evaluated.value, vm.undefined, output, context);
  return result.error ? failureOf(vm, result.error) : settle(vm, result.value);
}

/** Waits for a promise as far as the program itself can bring it. */
function settle(vm: QuickJSContext, result: QuickJSHandle): Outcome {
  const jobs = vm.runtime.executePendingJobs();
  if (jobs.error) return failureOf(vm, jobs.error);
  if (vm.typeof(result) !== 'object') return outcomeOf(vm, result);
  const state = vm.getPromiseState(result);
  if (state.type === 'rejected') return failureOf(vm, state.error);
  return state.type === 'pending' ? { kind: 'other' } : outcomeOf(vm, state.value);
}

function outcomeOf(vm: QuickJSContext, result: QuickJSHandle): Outcome {
  const type = vm.typeof(result);
  if (type === 'boolean') return { kind: 'boolean', value: vm.dump(result) === true };
  if (type === 'number') {
    const value = vm.getNumber(result);
    return Number.isFinite(value) ? { kind: 'number', value } : { kind: 'other' };
  }
  if (type !== 'object' || vm.sameValue(result, vm.null)) return { kind: 'other' };
  const pass = vm.getProp(result, 'pass');
  return vm.typeof(pass) === 'boolean'
    ? { kind: 'boolean', value: vm.dump(pass) === true }
    : { kind: 'other' };
}

/** What QuickJS throws of itself when it meets a limit. */
const limits: Readonly<Record<string, string>> = {
  interrupted: `${LIMIT_MS} ms`,
  'out of memory': `${MEMORY_MIB} MiB`,
  'stack overflow': `${STACK_BYTES / 1024} KiB of stack`,
};

function failureOf(vm: QuickJSContext, error: QuickJSHandle): Outcome {
  if (vm.typeof(error) !== 'object') return { kind: 'thrown' };
  const textOf = (name: string) => {
    const value = vm.getProp(error, name);
    return vm.typeof(value) === 'string' ? vm.getString(value) : '';
  };
  const limit = textOf('name') === 'InternalError' ? limits[textOf('message')] : undefined;
  return limit === undefined ? { kind: 'thrown' } : { kind: 'limit', limit };
}
