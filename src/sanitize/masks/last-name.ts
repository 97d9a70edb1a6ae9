import type { ApplyMask } from './mask.ts';
import { maskPerson } from './person.ts';

/** A last name: as `person` masks it, so that first and last names agree with whole names. */
export const maskLastName: ApplyMask = maskPerson;
