import { printLines } from './print-lines.ts';

const SLOW = 2000;

/** What takes longer than two seconds says on standard error what it is at; `end` has to be called. */
export function slowProgress(): { progress: (message: string) => void; end: () => void } {
  let latest: string | undefined;
  let isSlow = false;
  const show = (message: string) => printLines([message], process.stderr);
  const timer = setTimeout(() => {
    isSlow = true;
    if (latest !== undefined) show(latest);
  }, SLOW);
  return {
    progress(message) {
      latest = message;
      if (isSlow) show(message);
    },
    end: () => clearTimeout(timer),
  };
}
