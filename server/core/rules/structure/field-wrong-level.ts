import { fieldBefore } from '../../schema/field-order.ts';
import { classifyUnknownField, formatPath } from '../../schema/unknown-field.ts';
import type { SchemaProblem } from '../../schema/validate.ts';
import type { PathStep } from '../../schema/walk.ts';
import { moveEntry } from '../../yaml/edit.ts';
import { valueAt } from '../../yaml/node.ts';
import type { Fix, Rule, RuleContext } from '../engine/rule.ts';
import { dropped, severityOfDropped } from './refused.ts';

export const fieldWrongLevel: Rule = {
  id: 'field-wrong-level',
  title: 'Field at the wrong level',
  docs: 'The field exists, but not here. The API server drops it where it stands, so it has no effect; kubectl refuses it when it validates strictly.',
  severity: 'error',
  kinds: '*',
  needs: 'value',
  *check(context) {
    const { structure, schema, schemas } = context;
    for (const problem of structure) {
      if (problem.code !== 'unknown-field' || !schema) continue;
      const found = classifyUnknownField(schema, problem.path, schemas);
      if (found.is !== 'level' && found.is !== 'item') continue;
      const here = placeName(problem.path.slice(0, -1));
      const there = found.is === 'item' ? `in each item of \`${formatPath(found.path)}\`` : placeName(found.path);
      yield {
        range: problem.range,
        ...severityOfDropped(context),
        message: `\`${problem.entry.key.text}\` does not belong ${here}. ${dropped(context)} It belongs ${there}.`,
        fixes: move(context, problem, found.path, there),
      };
    }
  },
};

function placeName(path: readonly PathStep[]): string {
  return path.length === 0 ? 'at the top of the document' : `in \`${formatPath(path)}\``;
}

/** Only where the place exists already, once, and does not have the field yet. */
function move(
  { document, root, schema, schemas }: RuleContext,
  problem: SchemaProblem & { readonly code: 'unknown-field' },
  path: readonly PathStep[],
  there: string,
): readonly Fix[] {
  const found = valueAt(root, ...path);
  const target = found?.kind === 'seq' && found.items.length === 1 ? valueAt(found, 0) : found;
  if (target?.kind !== 'map' || !schema) return [];
  const name = problem.entry.key.text;
  const owner = schemas.at(schema, found?.kind === 'seq' ? [...path, 0] : path);
  const edits = moveEntry(document.text, problem.parentMap, problem.entry, target, fieldBefore(target, name, owner));
  return edits ? [{ title: `Move \`${name}\` to where it belongs: ${there}`, edits }] : [];
}
