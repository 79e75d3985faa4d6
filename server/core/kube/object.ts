/** Objects as an API server has them: plain data of which nothing is certain. */
import type { Plain } from '../yaml/plain.ts';

/** `${TAG}` and its like, which another tool fills in. */
const VARIABLE = /\$\{?[A-Za-z_]/;

/** What stands at a path; undefined: nothing. */
export function valueIn(object: unknown, ...path: readonly (string | number)[]): unknown {
  let value = object;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}

/** Empty: there is no text. */
export function textIn(object: unknown, ...path: readonly (string | number)[]): string {
  const value = valueIn(object, ...path);
  return typeof value === 'string' ? value : '';
}

export function listIn(object: unknown, ...path: readonly (string | number)[]): readonly unknown[] {
  const value = valueIn(object, ...path);
  return Array.isArray(value) ? value : [];
}

/** The owner that controls an object. */
export function controllerOf(object: unknown): { readonly kind: string; readonly name: string } | undefined {
  const owner = listIn(object, 'metadata', 'ownerReferences').find(each => valueIn(each, 'controller') === true);
  return owner === undefined ? undefined : { kind: textIn(owner, 'kind'), name: textIn(owner, 'name') };
}

/**
 * Whether an object says all that a file says. What only the object says does not count: API servers fill in defaults.
 * What is empty counts as absent, and a number as its text (`cpu: 1`). A text with a variable may stand for anything.
 */
export function saysAllOf(object: unknown, written: Plain | undefined): boolean {
  if (isEmpty(written)) return isEmpty(object);
  if (typeof written === 'string' && VARIABLE.test(written)) return true;
  if (Array.isArray(written)) {
    return (
      Array.isArray(object) &&
      object.length === written.length &&
      written.every((item, index) => saysAllOf(object[index], item))
    );
  }
  if (typeof written === 'object') {
    return Object.entries(written ?? {}).every(([key, value]) => saysAllOf(valueIn(object, key), value));
  }
  return typeof object !== 'object' && String(object) === String(written);
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '' || value === false || value === 0) return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}
