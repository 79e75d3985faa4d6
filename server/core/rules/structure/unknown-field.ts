import { fits } from '../../schema/fits.ts';
import { formatPath } from '../../schema/path.ts';
import { isIdentity, type UnknownFieldProblem } from '../../schema/unknown-field.ts';
import { entryOf, resolveAlias } from '../../yaml/node.ts';
import type { Finding, Fix, Rule, RuleContext } from '../engine/rule.ts';
import { type FoundField, foundFields, removeField, renameField } from './found-fields.ts';
import { dropped, severityOfDropped } from './refused.ts';

export const unknownField: Rule = {
  id: 'unknown-field',
  title: 'Unknown field',
  docs: 'The API server drops a field that is not in the schema, so the setting has no effect; kubectl refuses the object when it validates strictly, which it does by default. Usual other names of a field are known (`arguments` is `args`), and so is what does the work of some fields that do not exist.',
  severity: 'error',
  kinds: '*',
  needs: 'value',
  *check(context) {
    for (const each of foundFields(context)) {
      const told = tell(context, each);
      if (told) yield { range: each.problem.range, ...severityOfDropped(context), ...told };
    }
  },
};

/** Undefined: another rule speaks of it. */
function tell(context: RuleContext, { problem, found }: FoundField): Pick<Finding, 'message' | 'fixes'> | undefined {
  const unknown = `Unknown field \`${problem.entry.key.text}\``;
  switch (found.is) {
    case 'name': {
      if (found.why === 'case') return undefined;
      const isTaken = entryOf(problem.parentMap, found.name) !== undefined;
      const message = isTaken
        ? `${unknown}. Did you mean \`${found.name}\`, which is set here already? ${dropped(context)} Keep one of them.`
        : `${unknown}. Did you mean \`${found.name}\`? ${dropped(context)}`;
      return { message, fixes: rename(context, problem, found.name) };
    }
    case 'unavailable': {
      const { text, instead } = found.field;
      const fixes = instead === undefined ? removeField(context, problem) : rename(context, problem, instead);
      return { message: `${unknown}. ${text} ${dropped(context)}`, fixes };
    }
    case 'unknown': {
      const why = isIdentity(problem.path) ? ': the controller decides it' : ` ${placeOf(context, problem)}`;
      return { message: `${unknown}${why}. ${dropped(context)} Remove it.`, fixes: removeField(context, problem) };
    }
    default:
      return undefined;
  }
}

/** Only a value that the other field can hold is moved to its name. */
function rename(context: RuleContext, problem: UnknownFieldProblem, name: string): readonly Fix[] {
  const property = context.schemas.property(problem.parent, name);
  const value = resolveAlias(problem.entry.value);
  const isEmpty = value?.kind === 'scalar' && value.value === null;
  if (!property || !value || (property.type !== undefined && !isEmpty && !fits(value, property.type))) return [];
  return renameField(context, problem, name);
}

function placeOf({ document }: RuleContext, { path }: UnknownFieldProblem): string {
  const parent = formatPath(path.slice(0, -1));
  const { kind } = document.content.identity;
  return parent === '' ? `of ${/^[AEIOU]/.test(kind) ? 'an' : 'a'} ${kind}` : `in \`${parent}\``;
}
