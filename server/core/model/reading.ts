/** Plain values out of a tree: what is missing, or of another type, is left out. */
import { effectiveEntries, scalarAt, valueAt, type YamlNode } from '../yaml/node.ts';

type Path = readonly (string | number)[];

export function numberAt(node: YamlNode | undefined, ...path: Path): number | undefined {
  const value = scalarAt(node, ...path)?.value;
  return typeof value === 'number' ? value : undefined;
}

export function isTrueAt(node: YamlNode | undefined, ...path: Path): boolean {
  return scalarAt(node, ...path)?.value === true;
}

/** As the controller reads it: absent is false. Undefined: something stands there that is no boolean, a variable such as `${X}` too. */
export function booleanAt(node: YamlNode | undefined, ...path: Path): boolean | undefined {
  const value = valueAt(node, ...path);
  if (value === undefined || (value.kind === 'scalar' && value.value === null)) return false;
  return value.kind === 'scalar' && typeof value.value === 'boolean' ? value.value : undefined;
}

/** A map of texts, such as labels. Values of other types are taken as they are written. */
export function textsAt(node: YamlNode | undefined, ...path: Path): Record<string, string> {
  const map = valueAt(node, ...path);
  if (map?.kind !== 'map') return {};
  return Object.fromEntries(effectiveEntries(map).map(({ key }) => [key.text, scalarAt(map, key.text)?.text ?? '']));
}

/** An integer or its text, as int-or-string fields take it: what is no number counts as 0, absent stays absent. */
export function intOrStringAt(node: YamlNode | undefined, ...path: Path): number | undefined {
  const scalar = scalarAt(node, ...path);
  if (!scalar) return undefined;
  if (typeof scalar.value === 'number') return scalar.value;
  return /^[-+]?\d+$/.test(scalar.text) ? Number(scalar.text) : 0;
}
