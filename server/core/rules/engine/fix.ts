/** Repairs that many rules offer. */
import type { Metric } from '../../model/analysis.ts';
import { fieldBefore } from '../../schema/field-order.ts';
import type { PathStep } from '../../schema/walk.ts';
import type { Range, TextEdit } from '../../text/range.ts';
import type { From } from '../../workspace/resolve.ts';
import type { Placed } from '../../workspace/workspace.ts';
import { fillEntry, insertEntry, removeEntry, removeItem } from '../../yaml/edit.ts';
import { entryOf, type YamlMap, type YamlScalar } from '../../yaml/node.ts';
import type { Fix, RuleContext } from './rule.ts';

/** Repairs that nobody can have meant otherwise: they may be written unasked. */
export function safe(fixes: readonly Fix[]): readonly Fix[] {
  return fixes.map(fix => ({ ...fix, isSafe: true }));
}

/** A text in quotes that need no escape; undefined: it holds both kinds. */
export function quoteAround(text: string): string | undefined {
  if (!/["\\]/.test(text)) return `"${text}"`;
  return text.includes("'") ? undefined : `'${text}'`;
}

/** Writes something else in a place. Nothing to write: no fix. */
export function replaceWith(newText: string | undefined, range: Range): readonly Fix[] {
  return newText === undefined ? [] : [{ title: `Write \`${newText}\``, edits: [{ range, newText }] }];
}

export function removeField({ document }: RuleContext, map: YamlMap, key: string): readonly Fix[] {
  const entry = entryOf(map, key);
  const edit = entry && removeEntry(document.text, map, entry);
  return edit ? [{ title: `Remove \`${key}\``, edits: [edit] }] : [];
}

/** Takes an item out of the list under `key`; `what` is the list's item in words. */
export function removeOne(
  { document }: RuleContext,
  map: YamlMap,
  key: string,
  index: number,
  what: string,
): readonly Fix[] {
  const edit = index < 0 ? undefined : removeItem(document.text, map, key, index);
  return edit ? [{ title: `Remove ${what}`, edits: [edit] }] : [];
}

/** Numbers that are tried behind the name of a twin; who has more of them has another way to name. */
const MOST_TWINS = 100;

/** Gives a twin a name that none of `taken` is: with a tab stop, because a better one is thought of by a person. */
export function renameTwin(scalar: YamlScalar, taken: Pick<ReadonlySet<string>, 'has'>): readonly Fix[] {
  if (!/^[A-Za-z0-9](?:[-A-Za-z0-9 ._]*[A-Za-z0-9])?$/.test(scalar.text)) return [];
  const stem = scalar.text.replace(/-\d+$/, '');
  for (let number = 2; number < MOST_TWINS; number++) {
    if (!taken.has(`${stem}-${number}`)) return fillIn(scalar, `${stem}-${number}`);
  }
  return [];
}

/** Writes another text in the place of a scalar, in the scalar's own quotes. Only for texts that need no escape. */
export function rewrite({ style, range }: YamlScalar, text: string, title = `Write \`${text}\``): readonly Fix[] {
  if (style === 'literal' || style === 'folded') return [];
  const quote = style === 'double' ? '"' : style === 'single' ? "'" : '';
  return [{ title, edits: [{ range, newText: quote + text + quote }] }];
}

/** Writes a duration that Go reads; only a number without a unit may have meant something else. */
export function writeDuration(scalar: YamlScalar, advice: string | undefined): readonly Fix[] {
  if (advice === undefined) return [];
  const fixes = rewrite(scalar, advice);
  return /[A-Za-z]\s*$/.test(scalar.text) ? safe(fixes) : fixes;
}

/** Writes a text in the place of a scalar, for a person to change. */
export function fillIn(scalar: YamlScalar, text: string, title = `Rename to \`${text}\``): readonly Fix[] {
  const { style, range } = scalar;
  if (style === 'literal' || style === 'folded' || style === 'empty') return [];
  const quote = style === 'double' ? '"' : style === 'single' ? "'" : '';
  return [{ title, edits: [{ range, newText: `${quote}\${1:${text}}${quote}` }], snippet: true }];
}

/** Gives a field a text for a person to change: adds the field, or fills it in where it is empty. */
export function giveText(
  context: RuleContext,
  path: readonly PathStep[],
  map: YamlMap,
  key: string,
  text: string,
): readonly Fix[] {
  const source = `${key}: \${1:${text}}`;
  const entry = entryOf(map, key);
  if (!entry) return addField(context, path, map, source, true);
  const { value } = entry;
  if (value.kind !== 'scalar' || value.text !== '') return [];
  const title = `Write \`${key}\``;
  if (value.style !== 'empty') return fillIn(value, text, title);
  const edit = fillEntry(context.document.text, map, entry, source);
  return edit ? [{ title, edits: [edit], snippet: true }] : [];
}

/** Whether the edits leave each comment where it is. */
export function keepsComments(text: string, edits: readonly TextEdit[]): boolean {
  return !edits.some(({ range }) => /(?:^|\s)#/.test(text.slice(range.start, range.end)));
}

/** Edits that are about another document. */
export function inOther(at: Placed, edits: readonly TextEdit[]): Pick<Fix, 'edits' | 'elsewhere'> {
  return { edits: [], elsewhere: edits.map(edit => ({ in: at, ...edit })) };
}

/**
 * Adds a field where people write it; `path` leads to the map. `source` is block style text at column 0; with tab stops
 * (`snippet`) it must hold no other `$` and no other `}`.
 */
export function addField(
  { document, schema, schemas }: Pick<RuleContext, 'document' | 'schema' | 'schemas'>,
  path: readonly PathStep[],
  map: YamlMap,
  source: string,
  snippet = false,
): readonly Fix[] {
  const key = source.slice(0, source.indexOf(':'));
  const owner = schema && schemas.at(schema, path);
  const edit = entryOf(map, key) ? undefined : insertEntry(document.text, map, source, fieldBefore(map, key, owner));
  if (!edit) return [];
  const title = source.includes('\n') ? `Add \`${key}\`` : `Add \`${source.replaceAll(/\$\{\d+:([^}]*)\}/g, '$1')}\``;
  return [{ title, edits: [edit], ...(snippet ? { snippet: true } : {}) }];
}

/** As {@link addField}, to a map of another document; `of`: whose it is, for the title. */
export function addFieldIn(
  { schemas }: RuleContext,
  at: Placed,
  of: string,
  path: readonly PathStep[],
  map: YamlMap,
  source: string,
  snippet = false,
): readonly Fix[] {
  const { group, version, kind } = at.document.content.identity;
  const there = { document: at.document, schema: schemas.kind(group, version, kind), schemas };
  return addField(there, path, map, source, snippet).map(fix => ({
    ...fix,
    title: `${fix.title} to ${of}`,
    ...inOther(at, fix.edits),
  }));
}

/** As {@link addFieldIn}, to a metric of a template. */
export function addToMetric(
  context: RuleContext,
  { what: { name, index, node }, at }: From<Metric>,
  source: string,
  snippet = false,
): readonly Fix[] {
  return addFieldIn(
    context,
    at,
    `metric \`${name?.text ?? index + 1}\``,
    ['spec', 'metrics', index],
    node,
    source,
    snippet,
  );
}
