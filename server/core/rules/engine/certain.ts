/** What is certain of a document whose text is not all there: other tools fill in values, and write or leave out lines. */
import type { SchemaProblem } from '../../schema/validate.ts';
import type { Mark } from '../../templating/mark.ts';
import { columnAt } from '../../text/indent.ts';
import type { Range, TextEdit } from '../../text/range.ts';
import { isOnCluster } from '../../workspace/cluster.ts';
import { type DocumentContent, isTemplated } from '../../workspace/file.ts';
import type { YamlMap } from '../../yaml/node.ts';
import { scalarsIn } from '../../yaml/scalars.ts';
import type { Finding, Fix, Rule } from './rule.ts';

/** Structural problems that remain whatever another tool writes. */
export function certainProblems(
  problems: readonly SchemaProblem[],
  content: DocumentContent,
): readonly SchemaProblem[] {
  const { templating, text } = content;
  if (!templating || templating.unknown === 'nothing') return problems;
  const unknown = unknownPlaces(content);
  return problems.filter(problem => {
    if (touchesOne(unknown, problem.range)) return false;
    if (templating.unknown === 'values') return true;
    if (problem.code === 'required' || problem.code === 'duplicate-key' || problem.code === 'null-item') return false;
    return problem.code !== 'unknown-field' || !mayBelongElsewhere(problem.parentMap, text, templating.marks);
  });
}

/** The lines above the object come from the tool, and may say that it belongs to another field. */
function mayBelongElsewhere({ range: { start } }: YamlMap, text: string, marks: readonly Mark[]): boolean {
  const above = marks.findLast(({ range }) => range.end <= start);
  if (above?.kind !== 'value' || text.slice(above.range.end, start).trim() !== '') return false;
  return columnAt(text, above.range.start) < columnAt(text, start);
}

/** What is known of it only when another tool has run: a finding there is left out, and a fix does not write there. */
export function isUncertain({ range }: Finding, rule: Rule, content: DocumentContent): boolean {
  return rule.judgesMarks !== true && touchesOne(unknownPlaces(content), range);
}

/** Fixes write into nothing that is not the document's own: a text of the cluster, an operation's frame, what a tool fills in. */
export function withWritableFixes<T extends Finding>(finding: T, rule: Rule, content: DocumentContent): T {
  const fixes = finding.fixes?.filter(fix => isWritable(fix, rule, content));
  if (fixes === undefined) return finding;
  // What is written unasked means the same afterwards: of a text that is not all there nobody can tell.
  const isSafeHere = rule.judgesMarks === true || content.templating === undefined;
  return { ...finding, fixes: isSafeHere ? fixes : fixes.map(fix => ({ ...fix, isSafe: false })) };
}

function isWritable({ edits, elsewhere = [] }: Fix, rule: Rule, content: DocumentContent): boolean {
  if (elsewhere.some(({ in: at }) => isOnCluster(at.file))) return false;
  const isOpen = (edit: TextEdit, into: DocumentContent): boolean => rule.judgesMarks === true || mayWrite(edit, into);
  return (
    edits.every(edit => isOpen(edit, content)) &&
    elsewhere.every(edit => isOpen(edit, edit.in.document.content)) &&
    (!content.patch?.editable || edits.every(edit => content.patch?.editable?.some(span => staysIn(span, edit))))
  );
}

/** Only a chart is YAML enough to write into: its marks are all known. */
function mayWrite({ range }: TextEdit, content: DocumentContent): boolean {
  if (content.templating && content.templating.tool !== 'helm') return false;
  return !touchesOne(marksOf(content), range) && !touchesOne(unknownPlaces(content), range);
}

function marksOf({ templating }: DocumentContent): readonly Range[] {
  return templating?.marks.map(mark => mark.range) ?? [];
}

/** Writes inside of the span, and leaves something there. */
function staysIn({ start, end }: Range, { range, newText }: TextEdit): boolean {
  return start <= range.start && range.end <= end && (newText !== '' || range.end - range.start < end - start);
}

const known = new WeakMap<DocumentContent, readonly Range[]>();

/** In order, and apart: marks that write what is not known, the texts that hold them, variables and tokens. */
function unknownPlaces(content: DocumentContent): readonly Range[] {
  let places = known.get(content);
  if (!places) {
    const marks = isTemplated({ content }) ? marksOf(content) : [];
    const filled = marks.length === 0 ? [] : filledTexts(content, marks);
    places = merge([...marks, ...filled, ...(content.variables ?? []), ...(content.tokens ?? [])]);
    known.set(content, places);
  }
  return places;
}

function filledTexts({ yaml }: DocumentContent, marks: readonly Range[]): readonly Range[] {
  return [...scalarsIn(yaml?.root)].map(({ range }) => range).filter(range => touchesOne(marks, range));
}

function merge(ranges: readonly Range[]): readonly Range[] {
  const merged: Range[] = [];
  for (const range of ranges.toSorted((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last && range.start <= last.end)
      merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
    else merged.push(range);
  }
  return merged;
}

/** `places` are in order and lie apart. */
function touchesOne(places: readonly Range[], range: Range): boolean {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle]?.start ?? 0) <= range.end) low = middle + 1;
    else high = middle;
  }
  return (places[low - 1]?.end ?? -1) >= range.start;
}
