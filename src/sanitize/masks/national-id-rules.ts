import { entityValidators, personValidators, type Validator } from 'stdnum';

/** Whether a text is a valid number of its kind. */
export type IdRule = (text: string) => boolean;

/** Beyond this no country's number goes; longer texts only cost time. */
const longest = 40;

/** The rule that takes this number; of several, the one that takes the fewest of its neighbours. */
export function findIdRule(raw: string, country: string | undefined): IdRule | undefined {
  if (raw.length > longest || !/\d/.test(raw)) return undefined;
  const rules = (country === undefined ? allRules() : rulesOf(country)).filter((rule) => rule(raw));
  if (country !== undefined || rules.length < 2) return rules[0];
  const [strictest] = rules
    .map((rule) => ({ rule, taken: neighbours(raw).filter(rule).length }))
    .sort((a, b) => a.taken - b.taken);
  return strictest?.rule;
}

function rulesOf(country: string): IdRule[] {
  const validators = [...(personValidators[country] ?? []), ...(entityValidators[country] ?? [])];
  return [...new Set(validators)].map(toRule);
}

let everyRule: IdRule[] | undefined;

function allRules(): IdRule[] {
  everyRule ??= Object.values(personValidators).flat().map(toRule);
  return everyRule;
}

function toRule(validator: Validator): IdRule {
  return (text) => {
    try {
      return validator.validate(text).isValid;
    } catch {
      // Some of the library's validators throw at letters where they expect digits.
      return false;
    }
  };
}

/** The same number with one digit changed, for each of its digits: check digits refuse nearly all. */
function neighbours(raw: string): string[] {
  const places = [...raw.matchAll(/\d/g)].map(({ index }) => index);
  return places.map(
    (index) => raw.slice(0, index) + ((Number(raw[index]) + 1) % 10) + raw.slice(index + 1),
  );
}
