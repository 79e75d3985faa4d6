import { fieldBefore } from '../../schema/field-order.ts';
import { formatPath } from '../../schema/path.ts';
import type { UnknownFieldProblem } from '../../schema/unknown-field.ts';
import type { PathStep } from '../../schema/walk.ts';
import { moveEntry } from '../../yaml/edit.ts';
import { valueAt } from '../../yaml/node.ts';
import { wrapEntries } from '../../yaml/wrap.ts';
import type { Finding, Fix, Rule, RuleContext } from '../engine/rule.ts';
import { type FoundField, foundFields } from './found-fields.ts';
import { dropped, severityOfDropped } from './refused.ts';

export const fieldWrongLevel: Rule = {
  id: 'field-wrong-level',
  title: 'Field at the wrong level',
  docs: 'The field exists, but in another place. The API server drops it here, so it has no effect; kubectl refuses it when it validates strictly.',
  severity: 'error',
  kinds: '*',
  needs: 'value',
  *check(context) {
    const misplaced: Misplaced[] = [];
    for (const { problem, found } of foundFields(context)) {
      const place = placeFor(context, problem, found);
      if (!place) continue;
      // Fields that a new object has to hold together are one mistake.
      const same = place.wrapper && misplaced.find(each => isSameWrapper(each, problem, place));
      if (same) same.problems.push(problem);
      else misplaced.push({ ...place, problems: [problem] });
    }
    for (const each of misplaced) yield* tell(context, each);
  },
};

interface Destination {
  /** In words: `in \`spec\``. */
  readonly there: string;
  readonly path: readonly PathStep[];
  /** The object or list that has to be written around it, by its name. */
  readonly wrapper?: { readonly name: string; readonly isList: boolean };
}

interface Misplaced extends Destination {
  readonly problems: UnknownFieldProblem[];
}

function placeFor(
  { root }: RuleContext,
  { path }: UnknownFieldProblem,
  found: FoundField['found'],
): Destination | undefined {
  const here = path.slice(0, -1);
  switch (found.is) {
    case 'level':
      return { there: placeName(found.path), path: found.path };
    case 'within':
      return {
        there: `in \`${found.name}\` of ${ownerName(here)}`,
        path: [...here, found.name],
        wrapper: { name: found.name, isList: false },
      };
    case 'item': {
      const there = `in an item of \`${formatPath(found.path)}\``;
      const name = String(found.path.at(-1));
      const isThere = valueAt(root, ...found.path)?.kind === 'seq';
      return { there, path: found.path, ...(isThere ? {} : { wrapper: { name, isList: true } }) };
    }
    default:
      return undefined;
  }
}

function isSameWrapper(
  { problems: [first], wrapper }: Misplaced,
  problem: UnknownFieldProblem,
  to: Destination,
): boolean {
  return (
    first?.parentMap === problem.parentMap &&
    wrapper?.name === to.wrapper?.name &&
    wrapper?.isList === to.wrapper?.isList
  );
}

function* tell(context: RuleContext, { problems, there, path, wrapper }: Misplaced): Iterable<Finding> {
  const [first] = problems;
  if (!first) return;
  const names = problems.map(({ entry }) => `\`${entry.key.text}\``);
  const [is, them] = names.length === 1 ? ['belongs', 'it'] : ['belong', 'them'];
  const message = wrapper
    ? `${joinAll(names)} ${is} ${there}, which is missing. ${dropped(context)}`
    : `${joinAll(names)} ${is} ${there}, not ${placeName(first.path.slice(0, -1))}. ${dropped(context)}`;
  const fixes = wrapper ? wrap(context, problems, wrapper, them) : move(context, first, path, there);
  yield { range: first.range, ...severityOfDropped(context), message, fixes };
}

function placeName(path: readonly PathStep[]): string {
  return path.length === 0 ? 'at the top of the document' : `in \`${formatPath(path)}\``;
}

function ownerName(path: readonly PathStep[]): string {
  const last = path.at(-1);
  if (last === undefined) return 'the document';
  return typeof last === 'number' ? 'this item' : `\`${formatPath(path)}\``;
}

function joinAll(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

function wrap(
  { document }: RuleContext,
  problems: readonly UnknownFieldProblem[],
  { name, isList }: NonNullable<Destination['wrapper']>,
  them: string,
): readonly Fix[] {
  const [first] = problems;
  const entries = problems.map(({ entry }) => entry);
  const edits = first && wrapEntries(document.text, first.parentMap, entries, name, isList);
  const title = isList ? `Put ${them} into a list \`${name}\`` : `Put ${them} into \`${name}\``;
  return edits ? [{ title, edits }] : [];
}

/** Only where the place exists already, once, and does not have the field yet. */
function move(
  { document, root, schema, schemas }: RuleContext,
  problem: UnknownFieldProblem,
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
