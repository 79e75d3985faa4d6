/** Kinds as words for people. */

import { goTypeOf } from '../evaluate/value-type.ts';
import { describeType } from '../types/type-words.ts';
import { typeName, type Value } from '../values/value.ts';
import { formsOf, type Kind, type Kinds } from './kind.ts';

/** `a list or nil`; undefined when there is too much to name. */
export function describeKinds(kinds: Kinds): string | undefined {
  const words = [...new Set(kinds.map(wordOf))];
  if (words.includes(undefined) || words.length === 0 || words.length > 3) return undefined;
  return words.length === 1 ? words[0] : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

function wordOf(kind: Kind): string | undefined {
  switch (kind.is) {
    case 'exact':
      return kind.value === null ? 'nil' : describeType(goTypeOf(kind.value));
    case 'scalar':
    case 'struct':
      return describeType(kind.type);
    case 'list':
      return 'a list';
    case 'map':
      return 'a map';
    case 'json':
      return 'a JSON value';
    default:
      return undefined;
  }
}

export function areLists(kinds: Kinds): boolean {
  const forms = formsOf(kinds);
  return forms.length > 0 && forms.every(form => form.is === 'list' || isValueOf(form, '[]'));
}

export function areInts(kinds: Kinds): boolean {
  const forms = formsOf(kinds);
  const isInt = (form: Kind): boolean => (form.is === 'scalar' ? form.type.kind === 'int' : isValueOf(form, 'int'));
  return forms.length > 0 && forms.every(isInt);
}

export function mayBeFloat(kinds: Kinds): boolean {
  return formsOf(kinds).some(form => (form.is === 'scalar' ? form.type.kind === 'float' : isValueOf(form, 'float64')));
}

/** The one value that all of these are. */
export function onlyValue(kinds: Kinds): Value | undefined {
  const [kind, ...others] = kinds;
  return others.length === 0 && kind?.is === 'exact' ? kind.value : undefined;
}

function isValueOf(kind: Kind, name: string): boolean {
  return kind.is === 'exact' && typeName(kind.value).startsWith(name);
}
