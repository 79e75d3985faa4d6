import { TEMPLATE_KINDS, type TemplateReference } from '../../model/analysis.ts';
import { type From, type ResolvedAnalysis, resolveAnalysis } from '../../workspace/resolve.ts';
import type { Placed } from '../../workspace/workspace.ts';
import { removeItem } from '../../yaml/edit.ts';
import { itemsAt, scalarAt, valueAt, type YamlScalar } from '../../yaml/node.ts';
import { writeText } from '../../yaml/scalar.ts';
import { fillIn, inOther, rewrite } from '../engine/fix.ts';
import type { Finding, Fix, Rule, RuleContext } from '../engine/rule.ts';

const REFUSED =
  'No run can be made: an Experiment is Error once its pods are available, a Rollout is refused (InvalidSpec).';

/** Something of a template that must not meet its like in another one. */
interface Named {
  readonly name: YamlScalar;
  /** Default of an arg; the same one twice is no conflict. */
  readonly value?: string;
  /** Where the default is written. */
  readonly node?: YamlScalar;
}

/** The template itself, or what one of its references brings in. */
interface Branch {
  readonly reference?: TemplateReference;
  readonly named: readonly From<Named>[];
}

export const mergeMetricConflict = conflict(
  'merge-metric-conflict',
  'Two merged templates share a metric',
  'The metrics of a template and of all that it nests run together, and each needs a name of its own.',
  analysis => analysis.metrics.flatMap(({ what, at }) => (what.name ? [{ at, what: { name: what.name } }] : [])),
  name => `a metric \`${name}\``,
  'Rename one of the metrics.',
  renameMetric,
);

export const mergeArgConflict = conflict(
  'merge-arg-conflict',
  'Two merged templates differ about an arg',
  'The args of a template and of all that it nests are the same args. One that has a default in several templates must have the same one in each.',
  analysis =>
    analysis.allArgs.flatMap(({ what, at }) =>
      what.name && what.value ? [{ at, what: { name: what.name, value: what.value.text, node: what.value } }] : [],
    ),
  name => `an arg \`${name}\` with another default`,
  'Align the defaults.',
  takeDefault,
);

export const mergeDryRunConflict = conflict(
  'merge-dryrun-conflict',
  'Two merged templates share a dry-run rule',
  'The dry-run rules of a template and of all that it nests are put together, and no two may have the same text.',
  analysis => rules(analysis.dryRun),
  name => `a dry-run rule \`${name}\``,
  'Keep one of the rules.',
  theirs => removeRule(theirs, 'dryRun'),
);

export const mergeRetentionConflict = conflict(
  'merge-retention-conflict',
  'Two merged templates share a retention rule',
  'The rules of `measurementRetention` of a template and of all that it nests are put together, and no two may have the same text.',
  analysis => rules(analysis.measurementRetention),
  name => `a retention rule \`${name}\``,
  'Keep one of the rules.',
  theirs => removeRule(theirs, 'measurementRetention'),
);

function rules(all: ResolvedAnalysis['dryRun']): readonly From<Named>[] {
  return all.flatMap(({ what, at }) => (what.metricName ? [{ at, what: { name: what.metricName } }] : []));
}

function conflict(
  id: string,
  title: string,
  docs: string,
  pick: (analysis: ResolvedAnalysis) => readonly From<Named>[],
  show: (name: string) => string,
  remedy: string,
  mend: (theirs: From<Named>, mine: From<Named>) => readonly Fix[],
): Rule {
  return {
    id,
    title,
    docs: `${docs} The controller makes no run otherwise: an Experiment is Error once its pods are available, and a Rollout is refused (InvalidSpec).`,
    severity: 'error',
    kinds: TEMPLATE_KINDS,
    needs: 'workspace',
    *check(context) {
      for (const { reference, mine, theirs } of conflicts(context, pick)) {
        const name = reference.templateName;
        if (!name) continue;
        const others = theirs.at.document.content.identity.name ?? '';
        const own =
          mine.at.document === context.document ? 'this one' : `\`${mine.at.document.content.identity.name}\``;
        const finding: Finding = {
          range: name.range,
          message: `Template \`${others}\` has ${show(theirs.what.name.text)}, and so has ${own}. ${REFUSED} ${remedy}`,
          related: [
            { in: mine.at, range: mine.what.name.range, message: 'one' },
            { in: theirs.at, range: theirs.what.name.range, message: 'the other' },
          ],
          fixes: mend(theirs, mine),
        };
        yield finding;
      }
    },
  };
}

/** Of the nested template: the one that is asked about is read as it stands. */
function renameMetric({ what, at }: From<Named>, mine: From<Named>): readonly Fix[] {
  const twin = fillIn(what.name, `${what.name.text}-of-${at.document.content.identity.name ?? 'template'}`);
  return /^[\w.-]+$/.test(what.name.text) && at.document !== mine.at.document
    ? twin.map(fix => ({ ...fix, ...inOther(at, fix.edits), title: `${fix.title} in template \`${nameOf(at)}\`` }))
    : [];
}

function takeDefault({ what, at }: From<Named>, mine: From<Named>): readonly Fix[] {
  const { node, value } = { node: what.node, value: mine.what.value };
  if (!node || value === undefined || !/^[\w./:@-]+$/.test(value)) return [];
  const text = node.style === 'plain' ? writeText(value) : value;
  return rewrite(node, text).map(fix => ({
    ...inOther(at, fix.edits),
    title: `Write the default \`${value}\` in template \`${nameOf(at)}\` too`,
  }));
}

function removeRule({ what, at }: From<Named>, field: 'dryRun' | 'measurementRetention'): readonly Fix[] {
  const spec = valueAt(at.document.content.yaml.root, 'spec');
  const index = itemsAt(spec, field).findIndex(item => scalarAt(item, 'metricName') === what.name);
  const edit = spec?.kind === 'map' && index >= 0 ? removeItem(at.document.text, spec, field, index) : undefined;
  return edit ? [{ ...inOther(at, [edit]), title: `Remove the rule of template \`${nameOf(at)}\`` }] : [];
}

function nameOf({ document }: Placed): string {
  return document.content.identity.name ?? '';
}

interface Conflict {
  readonly reference: TemplateReference;
  readonly mine: From<Named>;
  readonly theirs: From<Named>;
}

/** Between the template itself and what its references bring in; within one branch it is told in that template. */
function* conflicts(
  context: RuleContext,
  pick: (analysis: ResolvedAnalysis) => readonly From<Named>[],
): Iterable<Conflict> {
  const first = new Map<string, From<Named>>();
  const seen = new Set<unknown>();
  for (const { reference, named } of branches(context, pick)) {
    const fresh = named.filter(({ at }) => !seen.has(at.document));
    for (const theirs of fresh) {
      const { name, value } = theirs.what;
      const mine = first.get(name.text);
      if (!mine) first.set(name.text, theirs);
      else if (reference && mine.what.value === undefined) yield { reference, mine, theirs };
      else if (reference && mine.what.value !== value) yield { reference, mine, theirs };
    }
    for (const { at } of fresh) seen.add(at.document);
  }
}

function* branches(
  { document, workspace, file, merged, isWhole }: RuleContext,
  pick: (analysis: ResolvedAnalysis) => readonly From<Named>[],
): Iterable<Branch> {
  const resolved = merged();
  const references = resolved?.templates[0]?.analysis.templates ?? [];
  if (!resolved || !isWhole || references.length === 0) return;
  yield { named: pick(resolved).filter(({ at }) => at.document === document) };
  const isCluster = document.content.identity.kind === 'ClusterAnalysisTemplate';
  const namespace = isCluster ? undefined : workspace.namespaceOf({ file, document });
  for (const reference of references) {
    const branch = resolveAnalysis([reference], namespace, workspace, file.uri);
    if (branch.isCertain && !branch.cycle) yield { reference, named: pick(branch) };
  }
}
