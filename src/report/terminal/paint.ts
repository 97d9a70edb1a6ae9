import { styleText } from 'node:util';

type Format = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

/** Text in a format, or as it is where there are no colours. */
export type Paint = (format: Format, text: string) => string;

/** Node's own `styleText`; whether there are colours is decided by the caller, not by the process' streams. */
export function painter(colours: boolean): Paint {
  return (format, text) => (colours ? styleText(format, text, { validateStream: false }) : text);
}
