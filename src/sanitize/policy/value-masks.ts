import type { Mask, ValueMask } from '../../config/mask-schema.ts';
import type { ConfigPath } from '../../config/problem.ts';

/** A mask and those inside it, each with its place in the config. */
export function* withInner(
  mask: Mask,
  path: ConfigPath,
): Generator<{ mask: Mask | ValueMask; path: ConfigPath }> {
  yield { mask, path };
  if (mask.mask === 'array') yield { mask: mask.each, path: [...path, 'each'] };
  const [name, inner] =
    mask.mask === 'hstore'
      ? ['keys', mask.keys]
      : mask.mask === 'json' || mask.mask === 'xml'
        ? ['paths', mask.paths]
        : ['', {}];
  for (const [key, value] of Object.entries(inner))
    yield { mask: value, path: [...path, name, key] };
}
