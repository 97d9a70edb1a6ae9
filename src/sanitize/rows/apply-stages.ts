import { createByteWriter } from './byte-writer.ts';
import { encodeField, fieldOf, fieldStart, splitLines } from './copy-text.ts';
import type { MaskedChunk } from './mask-rows.ts';
import type { RowStage, StageRow } from './row-stage.ts';

/**
 * Runs the stages of a table on a chunk, one after the other, and returns the lines as they are then, with the number
 * of values that they changed.
 */
export async function applyStages(
  stages: readonly RowStage[],
  columns: readonly string[],
  masked: Pick<MaskedChunk, 'lines' | 'changed'>,
  signal: AbortSignal,
): Promise<{ lines: Uint8Array; valuesMasked: number }> {
  const changed = { ...masked.changed };
  let lines: Uint8Array = masked.lines;
  let valuesMasked = 0;
  for (const stage of stages) {
    const chunk = Buffer.from(lines.buffer, lines.byteOffset, lines.byteLength);
    const fields = stage.columns.map((name) => columns.indexOf(name));
    const rows: StageRow[] = [];
    for (const line of splitLines(chunk)) {
      rows.push({
        fields: fields.map((field) => fieldOf(chunk, line, field)),
        changed: stage.watched.map((name) => changed[name]?.[rows.length] === 1),
      });
    }
    const before = rows.map((row) => [...row.fields]);
    await stage.apply(rows, signal);
    const output = createByteWriter(chunk.length + 1024);
    let index = 0;
    for (const line of splitLines(chunk)) {
      const row = rows[index] as StageRow;
      let written = line.start;
      // In the order of the line, which need not be that of the stage.
      for (const [field, of] of fields.map((field, of) => [field, of] as const).sort(byField)) {
        const value = row.fields[of] ?? null;
        if (value === before[index]?.[of]) continue;
        valuesMasked += 1;
        const name = stage.columns[of] as string;
        changed[name] = changed[name] ?? new Uint8Array(rows.length);
        changed[name][index] = 1;
        output.bytes(chunk, written, fieldStart(line, field));
        output.text(value === null ? '\\N' : encodeField(value));
        written = line.ends[field] as number;
      }
      output.bytes(chunk, written, (line.ends[line.count - 1] as number) + 1);
      index += 1;
    }
    lines = output.take();
  }
  return { lines, valuesMasked };
}

function byField([a]: readonly [number, number], [b]: readonly [number, number]): number {
  return a - b;
}
