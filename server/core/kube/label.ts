/** The forms of label keys and values. Each check answers why the API refuses the text, or undefined. */
import { refuseSubdomain } from './name.ts';

const LIMIT = 63;
const NAME = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;

export function refuseLabelValue(value: string): string | undefined {
  if (value === '') return undefined;
  if (value.length > LIMIT) return `it has ${value.length} characters, and at most ${LIMIT} are allowed`;
  return NAME.test(value)
    ? undefined
    : "it may hold letters, digits, '-', '_' and '.' only, and must begin and end with a letter or digit";
}

/** `name` or `prefix/name`. */
export function refuseLabelKey(key: string): string | undefined {
  const slash = key.indexOf('/');
  const prefix = key.slice(0, Math.max(0, slash));
  const name = key.slice(slash + 1);
  if (slash >= 0) {
    const refusal = refuseSubdomain(prefix);
    if (refusal !== undefined) return `its prefix ${refusal}`;
  }
  if (name.length > LIMIT) return `its name has ${name.length} characters, and at most ${LIMIT} are allowed`;
  return NAME.test(name)
    ? undefined
    : "its name may hold letters, digits, '-', '_' and '.' only, and must begin and end with a letter or digit";
}
