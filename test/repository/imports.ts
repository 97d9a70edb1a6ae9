import { posix } from 'node:path';

/** What a module imports. */
export type Import =
  /** A path from the repository's root, without `..` unless it leaves the repository. */
  | { readonly kind: 'file'; readonly target: string }
  /** The package's name, without what stands behind it. */
  | { readonly kind: 'package'; readonly target: string }
  | { readonly kind: 'built-in'; readonly target: string }
  /** A dynamic import of an expression, which no rule can check. */
  | { readonly kind: 'computed'; readonly target: string };

/** Statements as Biome formats them: at the beginning of a line. */
const statement = /^(?:import|export)\s[^;'"]*?\bfrom\s*(['"][^'"]+['"])/gm;
const sideEffect = /^import\s*(['"][^'"]+['"])/gm;
const dynamic = /\bimport\(\s*([^)]*?)\s*,?\s*\)/g;
const comment = /\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm;

/** All imports of a module, of types too, in no particular order. */
export function importsOf(file: string, text: string): Import[] {
  const code = text.replaceAll(comment, '');
  return [statement, sideEffect, dynamic]
    .flatMap((pattern) => [...code.matchAll(pattern)])
    .map(([, expression = '']) => importOf(file, expression));
}

function importOf(file: string, expression: string): Import {
  const specifier = /^(['"])([^'"]+)\1$/.exec(expression)?.[2];
  if (specifier === undefined) return { kind: 'computed', target: expression };
  if (specifier.startsWith('node:')) return { kind: 'built-in', target: specifier };
  if (specifier.startsWith('.')) {
    return { kind: 'file', target: posix.join(posix.dirname(file), specifier) };
  }
  const name = /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0];
  return { kind: 'package', target: name ?? specifier };
}
