/** Completion inside a condition: what the expression language offers there, placed in the YAML around it. */
import type { Settings } from '../../env.ts';
import { type CompletionKind, completeCondition } from '../../expr/help/complete.ts';
import { type Condition, conditionAt } from '../../model/condition.ts';
import { type Range, shiftRange, type TextEdit } from '../../text/range.ts';
import { isKubeDocument, type SourceDocument } from '../../workspace/file.ts';
import type { ScalarStyle } from '../../yaml/node.ts';
import { isInFlow } from '../../yaml/path-at.ts';
import { isPlainSafe } from '../../yaml/scalar-edit.ts';
import type { Completion } from './item.ts';
import { escapeSnippet } from './skeleton.ts';

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
  const written: Written = { ...condition, padded, inFlow: isInFlow(yaml.root, offset), offset, behind };
  return items.map(({ label, kind, detail, documentation, newText, isSnippet, range, rank }): Completion => {
    const { edit, filterText } = write(written, range, newText, label, isSnippet);
    return {
      label,
      kind: KINDS[kind],
      detail,
      documentation,
      edit: { range: shiftRange(edit.range, document.start), newText: (isDirect ? ' ' : '') + edit.newText },
      snippet: isSnippet,
      sortText: String(rank).padStart(4, '0'),
      filterText,
    };
  });
}

interface Written extends Pick<Condition, 'text' | 'scalar' | 'source'> {
  /** The text up to the cursor's blanks. */
  readonly padded: string;
  readonly inFlow: boolean;
  /** Of the cursor, in the document. */
  readonly offset: number;
  readonly behind: number;
}

/** `range`: of the condition's text. What could not be read back as it is written comes into quotes, with all that is there. */
function write(
  { text, scalar, source, padded, inFlow, offset, behind }: Written,
  range: Range,
  newText: string,
  label: string,
  isSnippet: boolean,
): { readonly edit: TextEdit; readonly filterText: string } {
  const isPlain = scalar.style === 'plain' || scalar.style === 'empty';
  const before = padded.slice(0, range.start);
  const after = padded.slice(range.end);
  const isOneLine = scalar.range.end - scalar.range.start === text.length;
  if (isPlain && isOneLine && !isPlainSafe(before + defaultsOf(newText, isSnippet) + after, inFlow)) {
    const keep = (part: string): string => (isSnippet ? escapeSnippet(part) : part);
    const whole = keep(before) + newText + keep(after);
    const start = text === '' ? offset : scalar.range.start;
    const end = Math.max(offset, text === '' ? offset : scalar.range.end);
    return { edit: { range: { start, end }, newText: inQuotes(whole, isSnippet) }, filterText: before + label };
  }
  const cursor = { start: offset, end: offset };
  const span = behind > 0 || text === '' ? cursor : (source?.toSource(range) ?? cursor);
  return { edit: { range: span, newText: inStyle(newText, scalar.style, isSnippet) }, filterText: label };
}

/** The text of a snippet when all its tab stops are left as they are. */
function defaultsOf(text: string, isSnippet: boolean): string {
  return isSnippet ? text.replace(/\$\{\d+:([^}]*)\}|\$\d+|\\([\\$}])/g, '$1$2') : text;
}

/** Single ones where double ones would need an escape. */
function inQuotes(text: string, isSnippet: boolean): string {
  const isSingle = text.includes('"') && !text.includes("'");
  return isSingle ? `'${text}'` : `"${inStyle(text, 'double', isSnippet)}"`;
}

/** In double quotes a quote needs an escape, and in a snippet that escape needs one of its own. */
function inStyle(text: string, style: ScalarStyle, isSnippet: boolean): string {
  if (style === 'single') return text.replaceAll("'", "''");
  return style === 'double' ? text.replaceAll('"', isSnippet ? '\\\\"' : '\\"') : text;
}
