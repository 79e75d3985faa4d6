/** The bracket under the cursor of a condition, and the one that belongs to it. */
import type { Settings } from '../env.ts';
import { bracketPairs } from '../expr/help/semantic-tokens.ts';
import { parse } from '../expr/syntax/parser.ts';
import { conditionAt } from '../model/condition.ts';
import { type Range, shiftRange, touches } from '../text/range.ts';
import { documentAt, isKubeDocument, type SourceFile } from '../workspace/file.ts';

/** Both brackets, in the order of the text; none: the cursor is at no bracket that has a partner. */
export function matchBrackets(file: SourceFile, offset: number, { argoVersion }: Settings): readonly Range[] {
  const document = documentAt(file, offset);
  if (!document || !isKubeDocument(document)) return [];
  const at = offset - document.start;
  const place = conditionAt(document.content.yaml.root, document.text, at, argoVersion);
  const source = place?.condition.source;
  if (!place || !source) return [];
  const pairs = bracketPairs(parse(place.condition.text, place.condition.options.version));
  const pair = pairs.findLast(({ open, close }) => touches(open, place.offset) || touches(close, place.offset));
  return pair ? [pair.open, pair.close].map(range => shiftRange(source.toSource(range), document.start)) : [];
}
