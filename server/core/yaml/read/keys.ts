/** Keys of maps, which are texts for the API server whatever they are in YAML, and `<<`. */
import { isMergeKey, resolveAlias, type YamlNode, type YamlProblem, type YamlScalar } from '../node.ts';
import { isFloatText } from '../scalar.ts';

/** The key as the API server is sent it: `on` is `true`, `012` is `10`, an alias is what it stands for. */
export function readKey(written: YamlNode): YamlScalar {
  const { range } = written;
  const node = resolveAlias(written);
  if (node?.kind !== 'scalar') return { kind: 'scalar', value: null, text: '', style: 'empty', range };
  if (typeof node.value === 'string' || node.value === null) return { ...node, range };
  return { ...node, range, text: keyText(node.value, node.text) };
}

function keyText(value: number | boolean, text: string): string {
  return typeof value === 'number' && isFloatText(text) ? floatText(value) : String(value);
}

/** As Go writes a float of 32 bits as short as it can: from a million on with an exponent. */
function floatText(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? '.nan' : value > 0 ? '.inf' : '-.inf';
  const rounded = Math.fround(value);
  const digits =
    [1, 2, 3, 4, 5, 6, 7, 8, 9].find(each => Math.fround(Number(value.toPrecision(each))) === rounded) ?? 9;
  const [mantissa = '', exponent = '0'] = value.toExponential(digits - 1).split('e');
  const size = Number(exponent);
  if (size >= -4 && size < 6) return value.toFixed(Math.max(0, digits - 1 - size));
  return `${mantissa}e${size < 0 ? '-' : '+'}${String(Math.abs(size)).padStart(2, '0')}`;
}

/** Why kubectl makes no text of a key; undefined: it does. */
export function checkKey(written: YamlNode, text: string): YamlProblem | undefined {
  const node = resolveAlias(written);
  if (!node) return undefined;
  const { range } = written;
  if (written.kind === 'map' && text.startsWith('{{', range.start - 1))
    return { code: 'PLACEHOLDER', range: { start: range.start - 1, end: range.end } };
  if (node.kind !== 'scalar' || node.value === null) return { code: 'BAD_KEY', range };
  const isTooLarge = typeof node.value === 'number' && node.value >= 2 ** 63 && !isFloatText(node.text);
  return isTooLarge ? { code: 'BAD_KEY', range } : undefined;
}

/** Why `<<` cannot take in its value: it takes a map, or a list of maps, written out or by their anchors. */
export function checkMerge(key: YamlScalar, value: YamlNode): YamlProblem | undefined {
  if (!isMergeKey(key)) return undefined;
  const sources = value.kind === 'seq' ? value.items : [value];
  const isMap = (node: YamlNode): boolean =>
    node.kind === 'map' || (node.kind === 'alias' && (node.target === undefined || node.target.kind === 'map'));
  return sources.every(isMap) ? undefined : { code: 'BAD_MERGE', range: value.range };
}
