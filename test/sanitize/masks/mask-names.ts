import { maskSchema } from '../../../src/config/mask-schema.ts';

interface Definition {
  options?: Definition[];
  def?: Definition;
  in?: Definition;
  values?: Iterable<unknown>;
  shape?: { mask?: Definition };
}

/** The names of all masks that the policy knows, read out of its schema: a new mask is among them by itself. */
export function maskNames(): string[] {
  const long = ((maskSchema as unknown as Definition).def?.options ?? []).flatMap(
    (option) => option.def?.options ?? [],
  );
  const names = long.flatMap(({ shape }) => literals(shape?.mask));
  return [...new Set(names)];
}

function literals(schema: Definition | undefined): string[] {
  const literal = schema?.def?.in ?? schema;
  return [...(literal?.def?.values ?? literal?.values ?? [])].filter(
    (value) => typeof value === 'string',
  );
}
