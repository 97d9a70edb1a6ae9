import { inspect } from 'node:util';

/**
 * A value that came from the environment. Printing, serialising or interpolating it gives `[secret]`;
 * the only way to the value is {@link Secret.reveal}, so that every use of one can be found by its name.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return '[secret]';
  }

  toJSON(): string {
    return '[secret]';
  }

  [inspect.custom](): string {
    return '[secret]';
  }
}
