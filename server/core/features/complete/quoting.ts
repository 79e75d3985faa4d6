/** How a text is written at the cursor: in the quotes that are typed, in those that it needs, or as it is. */
import { isPlainSafe } from '../../yaml/scalar-edit.ts';
import type { CompleteInput } from './item.ts';

type Place = Pick<CompleteInput, 'cursor' | 'layout'>;

/** A name of the language, which needs no quotes of its own. */
export function writeName(name: string, { cursor, layout }: Place): string {
  const quote = cursor.quote === '' && layout.json ? '"' : cursor.quote;
  return quote + name + quote;
}

/** A text that YAML would read as something else comes into quotes. */
export function writeText(text: string, place: Place): string {
  const { cursor, layout } = place;
  if (cursor.quote === "'") return `'${text.replaceAll("'", "''")}'`;
  const isBare = cursor.quote === '' && !layout.json && isPlainSafe(text, cursor.style === 'flow');
  return isBare ? text : JSON.stringify(text);
}
