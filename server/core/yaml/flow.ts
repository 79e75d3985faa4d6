/** Fields in block style, as one line of flow style. */
import { isMap, isScalar, isSeq, parseDocument } from 'yaml';
import { resolvePlain } from './scalar.ts';
import { isPlainSafe } from './scalar-edit.ts';

/** As a tab stop of a snippet: `${1:text}`. */
const TAB_STOP = /\$\{\d+:([^}]*)\}/g;

/**
 * `source` is a map or a list in block style, without comments, whose texts may be tab stops. With braces or brackets around it.
 * Undefined: it is something else. `isJson`: keys and texts are written as JSON has them.
 */
export function toFlow(source: string, isJson: boolean): string | undefined {
  const stops: string[] = [];
  const masked = source.replaceAll(TAB_STOP, (stop, text: string) => {
    stops.push(stop);
    return stopWord(stops.length - 1, text);
  });
  const { contents, errors } = parseDocument(masked, { schema: 'failsafe', logLevel: 'silent', prettyErrors: false });
  const text = errors.length > 0 || /(^|\s)#/.test(masked) ? undefined : write(contents, isJson);
  return text && stops.reduce((line, stop, i) => line.replace(stopPattern(i), () => stop), text);
}

/** Stands for a tab stop: a number for a number, so that it needs no quotes. */
function stopWord(index: number, text: string): string {
  return /^(?:-?\d+|true|false)$/.test(text) ? `${STOP_NUMBER}${index}` : `tabStop${index}x`;
}

const STOP_NUMBER = '98765432';

function stopPattern(index: number): RegExp {
  return new RegExp(`tabStop${index}x|${STOP_NUMBER}${index}\\b`);
}

function write(node: unknown, isJson: boolean): string | undefined {
  if (isSeq(node)) {
    const items = node.items.map(item => write(item, isJson));
    return items.includes(undefined) ? undefined : `[${items.join(', ')}]`;
  }
  if (isMap(node)) {
    const fields = node.items.map(({ key, value }) => {
      const [name, own] = [isScalar(key) ? writeKey(String(key.value), isJson) : undefined, write(value, isJson)];
      return name === undefined || own === undefined ? undefined : `${name}: ${own}`;
    });
    if (fields.includes(undefined)) return undefined;
    const inner = fields.join(', ');
    return isJson || inner === '' ? `{${inner}}` : `{ ${inner} }`;
  }
  return isScalar(node) ? writeScalar(String(node.value), node.type === 'PLAIN', isJson) : undefined;
}

function writeKey(text: string, isJson: boolean): string {
  return isJson || !/^[\w./-]+$/.test(text) ? JSON.stringify(text) : text;
}

function writeScalar(text: string, isPlain: boolean, isJson: boolean): string {
  const value = isPlain ? resolvePlain(text) : text;
  if (typeof value !== 'string') return isJson ? JSON.stringify(value) : text;
  return isPlain && !isJson && isPlainSafe(text, true) ? text : JSON.stringify(text);
}
