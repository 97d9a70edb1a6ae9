import type { ApplyMask } from './mask.ts';
import { maskPerson } from './person.ts';

/** A first name, or several: as `person` masks it, so that first and last names agree with whole names. */
export const maskFirstName: ApplyMask = maskPerson;
