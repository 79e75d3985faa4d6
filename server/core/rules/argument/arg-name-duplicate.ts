import { ANALYSIS_KINDS, ARGO_KINDS, type Arg, readArgs, TEMPLATE_KINDS } from '../../model/analysis.ts';
import { readCalls } from '../../model/analysis-call.ts';
import { removeItem } from '../../yaml/edit.ts';
import { itemsAt, valueAt, type YamlNode, type YamlScalar } from '../../yaml/node.ts';
import type { Finding, Fix, Rule, RuleContext } from '../engine/rule.ts';

export const argNameDuplicate: Rule = {
  id: 'arg-name-duplicate',
  title: 'Same arg twice',
  docs: 'A template that declares an arg twice with two defaults makes no run: an Experiment is Error, a Rollout is refused (InvalidSpec). Of two values that a caller passes, or an AnalysisRun has, the last one silently wins.',
  severity: 'error',
  kinds: ARGO_KINDS,
  needs: 'document',
  *check(context) {
    const { kind } = context.document.content.identity;
    for (const { owner, args } of ownersOf(context.root, kind)) {
      for (const [index, arg] of args.entries()) {
        const before = args.slice(0, index).findLast(each => each.name?.text === arg.name?.text);
        if (!arg.name || !before?.name) continue;
        const twin = { owner, before, arg, name: arg.name };
        yield TEMPLATE_KINDS.includes(kind) ? declaredTwice(twin, context) : givenTwice(twin, context);
      }
    }
  },
};

interface Owner {
  readonly owner: YamlNode | undefined;
  readonly args: readonly Arg[];
}

function ownersOf(root: YamlNode | undefined, kind: string): readonly Owner[] {
  if (!ANALYSIS_KINDS.includes(kind)) return readCalls(root, kind).map(({ node, args }) => ({ owner: node, args }));
  const spec = valueAt(root, 'spec');
  return [{ owner: spec, args: readArgs(spec) }];
}

interface Twin {
  readonly owner: YamlNode | undefined;
  readonly before: Arg;
  readonly arg: Arg;
  readonly name: YamlScalar;
}

function declaredTwice({ owner, before, arg, name }: Twin, context: RuleContext): Finding {
  const values = [before.value?.text, arg.value?.text];
  const isRefused = values.every(value => value !== undefined) && values[0] !== values[1];
  const message = isRefused
    ? `Keep one of the two: the controller makes no run of a template that has arg \`${name.text}\` with two defaults ("Argument \`${name.text}\` specified multiple times with different values: '${values[0]}', '${values[1]}'").`
    : `Keep one of the two: arg \`${name.text}\` is declared above.`;
  return {
    range: name.range,
    message,
    ...(isRefused ? {} : { severity: 'hint', unnecessary: true }),
    related: [{ range: before.name?.range ?? before.node.range, message: 'the first one' }],
    fixes: remove(owner, arg, 'Remove this one', context),
  };
}

function givenTwice({ owner, before, arg, name }: Twin, context: RuleContext): Finding {
  const isSame = before.value?.text === arg.value?.text && !before.valueFrom && !arg.valueFrom;
  return {
    range: name.range,
    message: isSame
      ? `Keep one of the two: arg \`${name.text}\` has this value above.`
      : `Keep one of the two: of two values for arg \`${name.text}\` the last one silently wins.`,
    severity: isSame ? 'hint' : 'warning',
    ...(isSame ? { unnecessary: true } : {}),
    related: [{ range: before.name?.range ?? before.node.range, message: 'the first one' }],
    fixes: remove(owner, before, 'Remove the first one, which is not used', context),
  };
}

function remove(owner: YamlNode | undefined, { node }: Arg, title: string, { document }: RuleContext): readonly Fix[] {
  const index = itemsAt(owner, 'args').indexOf(node);
  const edit = index < 0 || owner?.kind !== 'map' ? undefined : removeItem(document.text, owner, 'args', index);
  return edit ? [{ title, edits: [edit] }] : [];
}
