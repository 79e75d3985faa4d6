/** Completion inside a condition: what the expression language offers there, placed in the YAML around it. */
import type { Settings } from '../../env.ts';
import { type CompletionKind, type ConditionCompletion, completeCondition } from '../../expr/help/complete.ts';
import { type Condition, conditionAt } from '../../model/condition.ts';
import { type Range, shiftRange, type TextEdit } from '../../text/range.ts';
import { expandSnippet } from '../../text/snippet.ts';
import { isKubeDocument, type SourceDocument } from '../../workspace/file.ts';
import type { ScalarStyle } from '../../yaml/node.ts';
import { isInFlow } from '../../yaml/path-at.ts';
import { isPlainSafe } from '../../yaml/scalar-edit.ts';
import { choose } from './choice.ts';
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
  trigger?: string,
): readonly Completion[] | undefined {
  if (!isKubeDocument(document)) return undefined;
  const { yaml, text } = { yaml: document.content.yaml, text: document.text };
  const place = conditionAt(yaml.root, text, offset, argoVersion);
  if (!place) return undefined;
  const { condition, behind } = place;
  const padded = condition.text + ' '.repeat(behind);
  const at = place.offset + behind;
  const items = completeCondition(padded, at, condition.options);
  const isDirect = text.charAt(offset - 1) === ':' && condition.text === '';
  const written: Written = { ...condition, padded, inFlow: isInFlow(yaml.root, offset), offset, behind };
  // Behind what may be the end Enter is a line break, unless operators were asked for.
  const known = items.filter(({ kind }) => kind !== 'operator' || trigger === undefined).toSorted(byRank);
  const typed = padded.slice(known[0]?.range.start, at);
  const choices = choose(
    known.map(({ label, newText }) => ({ label, rank: 'known', fit: newText === label ? 'next' : 'prefix' })),
    typed,
    '',
  );
  return known.flatMap((item, index): readonly Completion[] => {
    const choice = choices[index];
    if (!choice) return [];
    const { edit, around } = write(written, item.range, item.newText, item.isSnippet);
    const { label, kind, detail, documentation, isSnippet } = item;
    const newText = (isDirect ? ' ' : '') + edit.newText;
    const additionalEdits = around.map(each => ({ ...each, range: shiftRange(each.range, document.start) }));
    return [
      {
        label,
        kind: KINDS[kind],
        detail,
        documentation,
        edit: { range: shiftRange(edit.range, document.start), newText },
        ...(additionalEdits.length === 0 ? {} : { additionalEdits }),
        snippet: isSnippet,
        ...choice,
      },
    ];
  });
}

function byRank(a: ConditionCompletion, b: ConditionCompletion): number {
  return a.rank - b.rank;
}

interface Written extends Pick<Condition, 'text' | 'scalar' | 'source'> {
  /** The text up to the cursor's blanks. */
  readonly padded: string;
  readonly inFlow: boolean;
  /** Of the cursor, in the document. */
  readonly offset: number;
  readonly behind: number;
}

interface WrittenItem {
  readonly edit: TextEdit;
  /** Quotes around the condition and what they need in it; none of them touches `edit`. */
  readonly around: readonly TextEdit[];
}

/** `range`: of the condition's text. What could not be read back as it is written comes into quotes, with all that is there. */
function write(written: Written, range: Range, newText: string, isSnippet: boolean): WrittenItem {
  const { text, scalar, source, padded, inFlow, offset, behind } = written;
  const isPlain = scalar.style === 'plain' || scalar.style === 'empty';
  const cursor = { start: offset, end: offset };
  const span = behind > 0 || text === '' ? cursor : (source?.toSource(range) ?? cursor);
  const before = text === '' ? '' : padded.slice(0, range.start);
  const after = padded.slice(range.end);
  const whole = before + (isSnippet ? expandSnippet(newText) : newText) + after;
  const isOneLine = scalar.range.end - scalar.range.start === text.length;
  if (!isPlain || !isOneLine || isPlainSafe(whole, inFlow))
    return { edit: { range: span, newText: inStyle(newText, scalar.style, isSnippet) }, around: [] };
  // Single quotes where double ones would need an escape.
  const style = whole.includes('"') && !whole.includes("'") ? 'single' : 'double';
  const marks = [
    ...escapes(before, span.start - before.length, style),
    ...escapes(after, span.end, style),
    { at: span.end + after.length, newText: style === 'single' ? "'" : '"' },
  ];
  const opening = { at: span.start - before.length, newText: style === 'single' ? "'" : '"' };
  const [atStart, atEnd] = [
    before === '' ? opening.newText : '',
    marks.find(({ at }) => at === span.end)?.newText ?? '',
  ];
  const others = [...(before === '' ? [] : [opening]), ...marks.filter(({ at }) => at !== span.end)];
  return {
    edit: { range: span, newText: atStart + inStyle(newText, style, isSnippet) + atEnd },
    around: others.map(({ at, newText: mark }) => ({ range: { start: at, end: at }, newText: mark })),
  };
}

/** What comes before each character of a plain text that means something in quotes; `start`: where the text is written. */
function escapes(text: string, start: number, style: 'single' | 'double') {
  const special = style === 'single' ? /'/g : /["\\]/g;
  const newText = style === 'single' ? "'" : '\\';
  return [...text.matchAll(special)].map(({ index }) => ({ at: start + index, newText }));
}

/** In double quotes a quote needs an escape, and in a snippet that escape needs one of its own. */
function inStyle(text: string, style: ScalarStyle, isSnippet: boolean): string {
  if (style === 'single') return text.replaceAll("'", "''");
  return style === 'double' ? text.replaceAll('"', isSnippet ? '\\\\"' : '\\"') : text;
}
