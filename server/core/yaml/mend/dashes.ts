/** Items of lists without their dash, or without the blank behind it. */
import { blank, blockFrom, insert, type Line, nextFilled, previousFilled, shift } from './lines.ts';
import { meant, type Repair } from './repair.ts';

/** A field whose further fields are indented deeper than itself is the first of an item: `name: a`, and below it `  image: b`. */
export function mendMissingDash(text: string, first: Line, deeper: Line): readonly Repair[] {
  const glued = mendGluedDash(first, deeper.indent);
  if (glued.length > 0) return glued;
  const by = deeper.indent - first.indent;
  if (by < 1 || by > 2 || deeper.indent < 2 || !isField(first) || !isInList(text, first)) return [];
  const indent = { start: first.start, end: first.content.start };
  const lead = `${' '.repeat(deeper.indent - 2)}- `;
  return [meant('NO_DASH', first.content, [{ range: indent, newText: lead }])];
}

/** `-name: a`: a dash without its blank is the first letter of a name. */
function mendGluedDash({ content, text, indent }: Line, column: number | undefined): readonly Repair[] {
  if (!/^\s*-[A-Za-z"'[{]/.test(text) || (column !== undefined && column < indent + 1)) return [];
  return [meant('NO_BLANK', content, [insert(content.start + 1, ' ')])];
}

/**
 * A dash where no list is: what stands above it, below the field that both belong to, is an item as well. Its first line is at the column
 * of the dash, or a little deeper.
 */
export function mendFirstDash(text: string, dash: Line): readonly Repair[] {
  let first: Line | undefined;
  for (let line = previousFilled(text, dash); line && line.indent >= dash.indent; line = previousFilled(text, line))
    first = line;
  const parent = first && previousFilled(text, first);
  if (!first || !parent || /^\s*-\s/.test(first.text) || !/:$/.test(text.slice(parent.start, parent.content.end)))
    return [];
  const glued = mendGluedDash(first, undefined);
  if (glued.length > 0) return glued;
  if (!isField(first) || first.indent > dash.indent + 2) return [];
  const rest = linesBetween(text, first, dash);
  const by = dash.indent + 2 - first.indent;
  const lead = { range: { start: first.start, end: first.content.start }, newText: `${' '.repeat(dash.indent)}- ` };
  return [
    meant('NO_DASH', first.content, [
      lead,
      ...shift(
        rest.filter(({ indent }) => indent < dash.indent + 2),
        by,
      ),
    ]),
  ];
}

function linesBetween(text: string, from: Line, to: Line): readonly Line[] {
  const lines: Line[] = [];
  for (let line = nextFilled(text, from); line && line.start < to.start; line = nextFilled(text, line))
    lines.push(line);
  return lines;
}

/** A field that stands at the dashes of a list, or a little deeper, where the fields of the item above do not: a new item. */
export function mendNextDash(text: string, line: Line): readonly Repair[] {
  const glued = mendGluedDash(line, undefined);
  if (glued.length > 0) return glued;
  const item = itemAbove(text, line);
  if (!item || !isField(line)) return [];
  const own = blockFrom(text, line).filter(({ start }) => start > line.start);
  const end = own.findIndex(({ indent, text: each }) => indent < line.indent || /^\s*-\s/.test(each));
  const rest = end < 0 ? own : own.slice(0, end);
  const lead = { range: { start: line.start, end: line.content.start }, newText: `${' '.repeat(item.indent)}- ` };
  const moved = rest.filter(({ indent }) => indent < item.indent + 2);
  const repair = meant('NO_DASH', line.content, [lead, ...shift(moved, item.indent + 2 - line.indent)]);
  return [repair];
}

/** The nearest line above that begins an item at the column of the line, or one or two to its left. */
function itemAbove(text: string, line: Line): Line | undefined {
  for (
    let above = previousFilled(text, line), looked = 0;
    above && looked < 200;
    above = previousFilled(text, above), looked++
  ) {
    if (above.indent <= line.indent && /^\s*-\s/.test(above.text))
      return line.indent - above.indent <= 2 ? above : undefined;
    if (above.indent < line.indent - 2) return undefined;
  }
  return undefined;
}

/** The first fields of both items have one name. */
export function beginsLikeItemAbove(text: string, line: Line): boolean {
  const name = nameOf(line);
  const item = itemAbove(text, line);
  return name !== undefined && item !== undefined && nameOf(item) === name;
}

/** The first field of a line. */
export function nameOf({ text }: Line): string | undefined {
  return /^\s*(?:-\s+)?([\w./-]+):(?:\s|$)/.exec(text)?.[1];
}

function isField(line: Line): boolean {
  return nameOf(line) !== undefined && !/^\s*-\s/.test(line.text);
}

/** The field that holds the line is one of several things, by its name, or has a dash below it already. */
function isInList(text: string, line: Line): boolean {
  let above = previousFilled(text, line);
  for (
    let looked = 0;
    above && above.indent >= line.indent && looked < 200;
    above = previousFilled(text, above), looked++
  );
  if (!above) return false;
  const dashes = /^\s*(?:- +)+/.exec(above.text)?.[0].length ?? 0;
  // The line is a field of an item, beside the one on the line of its dash.
  if (dashes === line.indent) return false;
  const name = /([\w-]+):$/.exec(text.slice(above.content.start, above.content.end))?.[1];
  return name === undefined ? dashes > 0 : isPlural(name);
}

function isPlural(name: string): boolean {
  return /(s|env|command)$/.test(name) && !/(labels|annotations|limits|requests|status)$/i.test(name);
}

/**
 * A dash before a field that is none of several: the item has a single field on its line, and what follows stands at the dash. The lines
 * below it that are deeper move with it.
 */
export function mendStrayDash(text: string, dash: Line): readonly Repair[] {
  if (!/^\s*- +[\w"']/.test(dash.text) || isInList(text, dash)) return [];
  const mark = { start: dash.content.start, end: dash.content.start + 1 };
  const width = /^- +/.exec(text.slice(dash.content.start))?.[0].length ?? 2;
  const own = blockFrom(text, dash).filter(({ start }) => start > dash.start);
  const end = own.findIndex(({ indent }) => indent <= dash.indent + width - 1);
  // What is below a field without a value belongs to it, where it stands.
  const isOpen = /:$/.test(text.slice(dash.start, dash.content.end));
  const moved = isOpen ? [] : end < 0 ? own : own.slice(0, end);
  const removed = { range: { start: mark.start, end: mark.start + width }, newText: '' };
  return [meant('STRAY_DASH', mark, [removed, ...shift(moved, -width)])];
}

/** The item above, whose dash the line stands at. */
export function mendStrayDashAbove(text: string, line: Line): readonly Repair[] {
  const item = itemAbove(text, line);
  return item && item.indent === line.indent ? mendStrayDash(text, item) : [];
}

/** A dash that is being typed. */
export function mendLoneDash(text: string, { content }: Line): Repair {
  return { code: 'HALF_TYPED', range: content, edits: [blank(text, content)] };
}
