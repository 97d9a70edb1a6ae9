import { formatColumnName } from '../config/column-reference.ts';
import type { Mask, ValueMask } from '../config/mask-schema.ts';

/**
 * What a mask is told to do besides its name, on one line, for example `entities: people.name, people.email` or
 * `$.ip: ip; $.born: birthdate (years: 5)`; `undefined` where it has no options.
 */
export function describeOptions(mask: Mask): string | undefined {
  switch (mask.mask) {
    case 'text':
      return `entities: ${mask.entities.map(formatColumnName).join(', ') || 'none'}`;
    case 'json':
    case 'xml':
      return describeEach(mask.paths);
    case 'hstore':
      return describeEach(mask.keys);
    case 'array':
      return `each: ${describeMask(mask.each)}`;
    case 'command':
      return mask.program.join(' ');
    default: {
      const { mask: _, ...options } = mask;
      const said = Object.entries(options).filter(([, value]) => value !== undefined);
      return said.map(([name, value]) => `${name}: ${value}`).join(', ') || undefined;
    }
  }
}

function describeEach(masks: Readonly<Record<string, ValueMask>>): string {
  return Object.entries(masks)
    .map(([place, mask]) => `${place}: ${describeMask(mask)}`)
    .join('; ');
}

function describeMask(mask: ValueMask): string {
  const options = describeOptions(mask);
  return options === undefined ? mask.mask : `${mask.mask} (${options})`;
}
