/** Told how many rows of a table are done, says so to people at most twice a second. */
export type CountRows = (rows: number) => void;

const INTERVAL_MS = 500;

/**
 * @param what for example `masking people`.
 * @param total how many rows there are, as far as is known.
 */
export function countRows(
  what: string,
  total: number | undefined,
  onProgress: (message: string) => void,
): CountRows {
  const began = performance.now();
  let said = began;
  let done = 0;
  return (rows) => {
    done += rows;
    const now = performance.now();
    if (now - said < INTERVAL_MS) return;
    said = now;
    const rate = Math.round((done * 1000) / (now - began));
    const left = total === undefined || total <= done ? undefined : (total - done) / rate;
    const of = left === undefined ? '' : ` of about ${total}`;
    const time = left === undefined ? '' : `, ${Math.ceil(left)} s left`;
    onProgress(`${what}, ${done}${of} rows, ${rate} rows/s${time}`);
  };
}
