/** Completion inside a condition: what the expression language offers there, placed in the YAML around it. */
import type { Settings } from '../../env.ts';
import { type CompletionKind, completeCondition } from '../../expr/complete.ts';
import { conditionAt } from '../../model/condition.ts';
import { shiftRange } from '../../text/range.ts';
import { isKubeDocument, type SourceDocument } from '../../workspace/file.ts';
import type { ScalarStyle } from '../../yaml/node.ts';
import type { Completion } from './item.ts';

const KINDS: Readonly<Record<CompletionKind, Completion['kind']>> = {
  variable: 'variable',
  function: 'function',
  field: 'field',
  method: 'function',
  keyword: 'keyword',
  operator: 'operator',
  snippet: 'snippet',
};

/** Undefined: the cursor is in no condition. Offsets of the file. */
export function completeConditions(
  document: SourceDocument,
  offset: number,
  { argoVersion }: Settings,
): readonly Completion[] | undefined {
  if (!isKubeDocument(document)) return undefined;
  const { yaml, text } = { yaml: document.content.yaml, text: document.text };
  const place = conditionAt(yaml.root, text, offset, argoVersion);
  if (!place) return undefined;
  const { condition, behind } = place;
  const padded = condition.text + ' '.repeat(behind);
  const items = completeCondition(padded, place.offset + behind, condition.options);
  const isDirect = text.charAt(offset - 1) === ':' && condition.text === '';
  return items.map(({ label, kind, detail, documentation, newText, isSnippet, range, rank }): Completion => {
    const span =
      behind > 0 || condition.text === ''
        ? { start: offset, end: offset }
        : (condition.source?.toSource(range) ?? { start: offset, end: offset });
    const written = inStyle(newText, condition.scalar.style, isSnippet);
    return {
      label,
      kind: KINDS[kind],
      detail,
      documentation,
      edit: { range: shiftRange(span, document.start), newText: (isDirect ? ' ' : '') + written },
      snippet: isSnippet,
      sortText: String(rank).padStart(4, '0'),
      filterText: label,
    };
  });
}

/** In double quotes a quote needs an escape, and in a snippet that escape needs one of its own. */
function inStyle(text: string, style: ScalarStyle, isSnippet: boolean): string {
  if (style === 'single') return text.replaceAll("'", "''");
  return style === 'double' ? text.replaceAll('"', isSnippet ? '\\\\"' : '\\"') : text;
}
