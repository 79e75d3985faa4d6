import type { AnalysisCall } from '../../model/analysis-call.ts';
import { type ResolvedCall, unresolvedArgs } from '../../workspace/resolved-call.ts';
import { appendItems } from '../../yaml/append-items.ts';
import { entryOf } from '../../yaml/node.ts';
import type { Finding, Fix, Related, Rule, RuleContext } from '../engine/rule.ts';

export const expArgUnresolved: Rule = {
  id: 'exp-arg-unresolved',
  title: 'Arg is not given',
  docs: 'Every arg of a template needs a value: a default, a Secret, or what the Experiment passes. Without one the controller cannot make the run, and the Experiment is Error as soon as its pods are available, also when no metric uses the arg.',
  severity: 'error',
  kinds: ['Experiment'],
  needs: 'workspace',
  *check(context) {
    for (const resolved of context.calls()) {
      if (resolved.call.place !== 'experiment') continue;
      yield* missing(context, resolved, 'The Experiment is Error as soon as its pods are available');
    }
  },
};

export const roArgUnresolved: Rule = {
  id: 'ro-arg-unresolved',
  title: 'Arg is not given by the Rollout',
  docs: 'Every arg of the templates of an analysis needs a value: a default, a Secret, or what the Rollout passes. The controller refuses the Rollout otherwise (InvalidSpec, phase Degraded).',
  severity: 'error',
  kinds: ['Rollout'],
  needs: 'workspace',
  *check(context) {
    for (const resolved of context.calls()) {
      if (!['inline', 'pre', 'post'].includes(resolved.call.place)) continue;
      yield* missing(context, resolved, 'The controller refuses the Rollout (InvalidSpec), and it is Degraded');
    }
  },
};

export const roBackgroundArgsMissing: Rule = {
  id: 'ro-background-args-missing',
  title: 'Arg is not given to the background analysis',
  docs: 'Every arg of the templates of the background analysis needs a value: a default, a Secret, or what the Rollout passes in `canary.analysis.args`. The controller refuses the Rollout otherwise (InvalidSpec, phase Degraded).',
  severity: 'error',
  kinds: ['Rollout'],
  needs: 'workspace',
  *check(context) {
    for (const resolved of context.calls()) {
      if (resolved.call.place !== 'background') continue;
      yield* missing(context, resolved, 'The controller refuses the Rollout (InvalidSpec), and it is Degraded');
    }
  },
};

export const stepExpArgUnresolved: Rule = {
  id: 'step-exp-arg-unresolved',
  title: 'Arg is not given by the experiment step',
  docs: 'Every arg of the template of an analysis needs a value: a default, a Secret, or what the step passes. Nobody looks before the step begins; then the Experiment is Error once its pods are available, and the update is aborted in the middle of the release.',
  severity: 'error',
  kinds: ['Rollout'],
  needs: 'workspace',
  *check(context) {
    for (const resolved of context.calls()) {
      if (resolved.call.place !== 'experiment-step') continue;
      yield* missing(
        context,
        resolved,
        'In the middle of the release the Experiment is Error, and the update is aborted',
      );
    }
  },
};

function* missing({ document, isWhole }: RuleContext, resolved: ResolvedCall, result: string): Iterable<Finding> {
  const open = isWhole ? (unresolvedArgs(resolved) ?? []) : [];
  // A source that an Experiment cannot pass is told where it stands.
  const tried = new Set(resolved.call.args.filter(({ valueFrom }) => valueFrom).map(({ name }) => name?.text));
  const missed = open.filter(({ what }) => !tried.has(what.name?.text));
  const names = missed.flatMap(({ what }) => what.name?.text ?? []);
  const { call } = resolved;
  const templates = call.references.flatMap(({ templateName }) => templateName ?? []);
  const [first] = templates;
  if (names.length === 0 || !first) return;
  const told = names.map(name => `\`${name}\``).join(' and ');
  const one = names.length === 1;
  yield {
    range: first.range,
    message: `${one ? 'Arg' : 'Args'} ${told} of ${templates.length === 1 ? `template \`${first.text}\`` : 'these templates'} ${one ? 'has' : 'have'} no default and ${one ? 'is' : 'are'} not passed. ${result} ("args.${names[0]} was not resolved"). Pass ${one ? 'it' : 'them'} in \`args\`.`,
    related: missed.flatMap(({ what, at }): readonly Related[] =>
      what.name ? [{ in: at, range: what.name.range, message: 'an arg without a default' }] : [],
    ),
    fixes: pass(document.text, call, names),
  };
}

function pass(text: string, call: AnalysisCall, names: readonly string[]): readonly Fix[] {
  const items = names.map((name, i) => [['name', name] as const, ['value', `"\${${i + 1}:value}"`] as const]);
  const isPlain = names.every(name => /^[A-Za-z][\w.-]*$/.test(name));
  const after = entryOf(call.node, 'templateName') ?? entryOf(call.node, 'templates');
  const edit = isPlain ? appendItems(text, call.node, 'args', items, after) : undefined;
  const title =
    names.length === 1 ? `Pass arg \`${names[0]}\`` : `Pass args ${names.map(name => `\`${name}\``).join(', ')}`;
  return edit ? [{ title, edits: [edit], snippet: true }] : [];
}
