import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createGeoMask } from '../../../src/sanitize/masks/geo.ts';
import { createContext } from './context.ts';

const context = createContext();
const again = createContext();
const mask = (raw: string, decimals = 1) => createGeoMask({ decimals })(raw, context) ?? '';

test.each([
  ['52.520008', /^52\.5\d{5}$/],
  ['-0.127758', /^-0\.1\d{5}$/],
  ['52', /^52\.0\d{4}$/],
  ['+7.5', /^\+7\.5\d{4}$/],
  ['52.520008,13.404954', /^52\.5\d{5},13\.4\d{5}$/],
  ['52.520008 13.404954', /^52\.5\d{5} 13\.4\d{5}$/],
  ['(13.404954,52.520008)', /^\(13\.4\d{5},52\.5\d{5}\)$/],
  ['<(13.404954,52.520008),1.25>', /^<\(13\.4\d{5},52\.5\d{5}\),1\.2\d>$/],
  ['POINT(13.404954 52.520008)', /^POINT\(13\.4\d{5} 52\.5\d{5}\)$/],
  [
    'SRID=4326;POINT Z (13.404954 52.520008 115.5)',
    /^SRID=4326;POINT Z \(13\.4\d{5} 52\.5\d{5} 0\)$/,
  ],
  ['LINESTRING(13.41 52.52, 13.42 52.53)', /^LINESTRING\(13\.4\d 52\.5\d, 13\.4\d 52\.5\d\)$/],
  ['1.5e-05', /^0\.0\d+$/],
])('%s stays in its cell and its form', (raw, form) => {
  expect(mask(raw)).toMatch(form);
  expect(mask(raw)).not.toBe(raw);
});

test('the policy sets how many digits stay', () => {
  expect(mask('52.520008', 0)).toMatch(/^52\.\d{6}$/);
  expect(mask('52.520008', 3)).toMatch(/^52\.520\d{3}$/);
});

test('poles and the 180th meridian are not crossed', () => {
  for (const raw of ['90', '-90.000', '180.0', '-180']) {
    expect(Math.abs(Number(mask(raw)))).toBeLessThan(Math.abs(Number(raw)));
    expect(Math.abs(Number(mask(raw)))).toBeGreaterThanOrEqual(Math.abs(Number(raw)) - 0.1);
  }
});

test('what names no place stays, and other text is scrambled', () => {
  for (const raw of ['POINT EMPTY', 'NaN', '-Infinity']) expect(mask(raw)).toBe(raw);
  expect(mask('near the mill 12')).not.toContain('mill');
});

test.each([
  ['0101000020E6100000D0D556EC2FDB2A40F7E461A1D6344A40', /PostGIS/],
  ['1489199.33', /no coordinate in degrees/],
  ['POINT(1489199.33 6894024.5)', /no coordinate in degrees/],
])('%s is refused', (raw, message) => {
  expect(() => mask(raw)).toThrow(
    expect.objectContaining({ code: 'mask-failed', message: expect.stringMatching(message) }),
  );
});

test('any coordinate: another number of the same cell, and different ones stay different', () => {
  const coordinate = fc.tuple(fc.integer({ min: -179, max: 179 }), fc.stringMatching(/^\d{1,9}$/));
  fc.assert(
    fc.property(coordinate, fc.integer({ min: 0, max: 6 }), ([whole, digits], decimals) => {
      const raw = `${whole}.${digits}`;
      const masked = mask(raw, decimals);
      expect(Number.isFinite(Number(masked))).toBe(true);
      expect(Number(masked)).not.toBe(Number(raw));
      expect(Math.abs(Number(masked) - Number(raw))).toBeLessThan(10 ** -decimals + 1e-12);
      expect(createGeoMask({ decimals })(raw, again)).toBe(masked);
    }),
  );
  const all = Array.from({ length: 1000 }, (_, index) =>
    mask(`52.5${String(index).padStart(3, '0')}`),
  );
  expect(new Set(all).size).toBe(1000);
});

test('any characters never throw what they are', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (raw) => {
      try {
        mask(raw);
      } catch (error) {
        expect(error).toMatchObject({ code: 'mask-failed' });
      }
    }),
  );
});
