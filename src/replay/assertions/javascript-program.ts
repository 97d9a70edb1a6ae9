import { Script } from 'node:vm';

/** Source to evaluate: a script, whose last expression is the result, or an expression that is a function of two. */
export interface Program {
  readonly text: string;
  readonly isScript: boolean;
}

/**
 * An assertion's JavaScript as promptfoo understands it. Of several lines it is the body of a function; of one line it
 * is an expression, or declarations with an expression after the last semicolon. Besides, one line may be a body that
 * returns.
 */
export function toProgram(source: string): Program {
  const code = source.trimEnd();
  if (code.includes('\n')) return asBody(code);
  const line = code.trim().replace(/;+\s*$/, '');
  if (/^(?:const|let|var)\s/.test(line)) {
    // What returns is no script: `return` stands nowhere but in a function.
    return compiles(`{${line}\n}`) ? { text: line, isScript: true } : asBody(code);
  }
  const expression = asBody(`return ${line}`);
  return compiles(expression.text) ? expression : asBody(code);
}

function asBody(body: string): Program {
  return { text: `(function (output, context) {${body}\n})`, isScript: false };
}

/** Compiles it, and runs nothing of it. */
function compiles(text: string): boolean {
  try {
    new Script(text);
    return true;
  } catch {
    return false;
  }
}
