/** The named fields of an object, as far as it has them: what nobody named does not get out. */
export function only<Value extends object, Field extends keyof Value>(
  value: Value,
  ...fields: readonly Field[]
): Pick<Value, Field> {
  const given = fields.filter((field) => Object.hasOwn(value, field));
  return Object.fromEntries(given.map((field) => [field, value[field]])) as Pick<Value, Field>;
}
