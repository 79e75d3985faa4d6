/** The unknown fields of a document, with what each of them most likely is. */
import { classifyUnknownField, type UnknownField, type UnknownFieldProblem } from '../../schema/unknown-field.ts';
import { removeEntry } from '../../yaml/edit.ts';
import { entryOf } from '../../yaml/node.ts';
import type { Fix, RuleContext } from '../engine/rule.ts';

export interface FoundField {
  readonly problem: UnknownFieldProblem;
  readonly found: UnknownField;
}

export function* foundFields({ structure, schema, schemas, root }: RuleContext): Iterable<FoundField> {
  if (!schema) return;
  for (const problem of structure) {
    if (problem.code !== 'unknown-field') continue;
    yield { problem, found: classifyUnknownField(problem, { schema, schemas, root }) };
  }
}

/** Gives the field its right name. Where that is set already, it is the one that counts, and stays. */
export function renameField({ document }: RuleContext, problem: UnknownFieldProblem, name: string): readonly Fix[] {
  const { parentMap, range } = problem;
  if (entryOf(parentMap, name)) {
    return removeField({ document }, problem).map(fix => ({ ...fix, title: `Keep \`${name}\` alone` }));
  }
  return [{ title: `Rename to \`${name}\``, edits: [{ range, newText: quoteLike(document.text, range, name) }] }];
}

export function removeField({ document }: Pick<RuleContext, 'document'>, problem: UnknownFieldProblem): readonly Fix[] {
  const edit = removeEntry(document.text, problem.parentMap, problem.entry);
  return edit ? [{ title: `Remove \`${problem.entry.key.text}\``, edits: [edit] }] : [];
}

/** The key in the quotes that it has, as in JSON. */
function quoteLike(text: string, { start }: UnknownFieldProblem['range'], name: string): string {
  const quote = text.charAt(start);
  return quote === '"' || quote === "'" ? quote + name + quote : name;
}
