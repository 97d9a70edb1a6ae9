import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../../src/config/secret.ts';
import { formatVector, parseVector } from '../../../src/sanitize/computed/vector-text.ts';
import { createKeyedHash } from '../../../src/sanitize/keyed-hash.ts';
import { createKnownValues } from '../../../src/sanitize/known-values.ts';
import { createNoiseMask } from '../../../src/sanitize/masks/noise.ts';

function context(key: string) {
  const hash = createKeyedHash(new Secret(key));
  return { hash, known: createKnownValues(hash) };
}
const ours = context('a key of the tests that is long enough');
const others = context('another key that is long enough as well');

function mask(raw: string, amount = 0.1, from = ours): string {
  return createNoiseMask({ amount })(raw, from) ?? '';
}

function length(values: readonly number[]): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0));
}

function valuesOf(text: string): number[] {
  const vector = parseVector(text);
  expect(vector).toBeDefined();
  return vector?.values ?? [];
}

const floats = fc.array(fc.float({ noNaN: true, noDefaultInfinity: true }), {
  minLength: 1,
  maxLength: 40,
});

describe('the mask noise', () => {
  it('adds noise whose length is the amount times the vector', () => {
    for (const amount of [0.01, 0.1, 1]) {
      const raw = Array.from({ length: 384 }, (_, index) => Math.sin(index * 7));
      const noisy = valuesOf(mask(`[${raw.join(',')}]`, amount));
      const noise = noisy.map((value, index) => value - (raw[index] as number));
      expect(length(noise) / length(raw)).toBeCloseTo(amount, 3);
    }
  });

  it('gives a vector the same noise each time, and another one under another key', () => {
    expect(mask('[1,2,3]')).toBe(mask('[1,2,3]'));
    expect(mask('[1,2,3]')).not.toBe(mask('[1,2,3]', 0.1, others));
  });

  it('gives vectors of other values noise of another direction', () => {
    const noiseOf = (raw: number[]) =>
      valuesOf(mask(`[${raw.join(',')}]`)).map((value, index) => value - (raw[index] as number));
    const first = noiseOf(Array.from({ length: 384 }, () => 1));
    const second = noiseOf(Array.from({ length: 384 }, () => 1.001));
    const dot = first.reduce((sum, value, index) => sum + value * (second[index] as number), 0);
    expect(Math.abs(dot / (length(first) * length(second)))).toBeLessThan(0.3);
  });

  it('changes every vector, keeps its dimensions and stays finite as a float4', () => {
    fc.assert(
      fc.property(floats, fc.double({ min: 1e-9, max: 10, noNaN: true }), (values, amount) => {
        const raw = formatVector({ values, dimensions: values.length });
        const noisy = valuesOf(mask(raw, amount));
        expect(noisy).toHaveLength(values.length);
        expect(noisy.every((value) => Number.isFinite(Math.fround(value)))).toBe(true);
        expect(noisy.map(Math.fround)).not.toEqual(valuesOf(raw).map(Math.fround));
      }),
    );
  });

  it('stays in the range of halfvec where the vector is in it', () => {
    const noisy = valuesOf(mask('[65504,-65504,65504,1]', 3));
    expect(Math.max(...noisy.map(Math.abs))).toBeLessThanOrEqual(65504);
  });

  it('moves a zero vector by the amount', () => {
    expect(length(valuesOf(mask('[0,0,0]', 0.5)))).toBeCloseTo(0.5, 4);
    expect(mask('{}/3')).toMatch(/^\{1:-?[\d.e-]+\}\/3$/);
  });

  it('keeps which places of a sparsevec are filled', () => {
    expect(mask('{2:0.5,7:1}/9')).toMatch(/^\{2:-?[\d.]+,7:-?[\d.]+\}\/9$/);
    expect(mask('{2:0.5,7:1}/9')).not.toBe('{2:0.5,7:1}/9');
  });

  it.each(['', 'Ada', '[1,Ada]', '[NaN]', '{1:2', '{1}/2', '[]'])(
    'refuses what is no vector, without quoting it: %j',
    (raw) => {
      expect(() => mask(raw)).toThrow(
        expect.objectContaining({ code: 'mask-failed', message: 'it is no vector of pgvector' }),
      );
    },
  );
});

describe("a vector's text", () => {
  it('is the shortest that is read back as the same float4', () => {
    const texts = ['[0.1,-1.5,3]', '[1e-7,1.2345679,16777216]', '{1:0.5,3:2}/4'];
    for (const text of texts) expect(formatVector(parseVector(text) as never)).toBe(text);
    expect(formatVector({ values: [0.1 + 0.2], dimensions: 1 })).toBe('[0.3]');
  });
});
