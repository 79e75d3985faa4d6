/** Which templates come together in one run with others. */

import { matchPattern } from '../expr/values/regexp.ts';
import { type Metric, type MetricRule, readReferences, TEMPLATE_KINDS } from '../model/analysis.ts';
import { readCalls } from '../model/analysis-call.ts';
import { valueAt } from '../yaml/node.ts';
import type { From } from './resolve.ts';
import type { Placed, Workspace } from './workspace.ts';

/** Another template merges this one in, or a Rollout calls it together with others. By name: namespaces are not compared. */
export function isMergedElsewhere({ document }: Placed, workspace: Workspace): boolean {
  const { kind, name } = document.content.identity;
  const isCluster = kind === 'ClusterAnalysisTemplate';
  const leadsHere = (reference: {
    readonly templateName?: { readonly text: string };
    readonly clusterScope: boolean;
  }) => reference.templateName?.text === name && reference.clusterScope === isCluster;
  const isNested = TEMPLATE_KINDS.flatMap(each => workspace.documents(each)).some(({ document: other }) =>
    readReferences(valueAt(other.content.yaml.root, 'spec'), 'templates').some(leadsHere),
  );
  if (isNested) return true;
  return workspace
    .documents('Rollout')
    .flatMap(each => readCalls(each.document.content.yaml.root, 'Rollout'))
    .some(({ references }) => references.length > 1 && references.some(leadsHere));
}

export type RuleMatch =
  /** The metrics that it matches. Not `isCertain`: it may match others, whose names are not known. */
  | { readonly metrics: readonly From<Metric>[]; readonly isCertain: boolean }
  /** Go does not read it as a regular expression, so it matches nothing. */
  | { readonly error: string };

/** What a rule of `dryRun` or `measurementRetention` matches: an unanchored Go regular expression. */
export function matchRule({ metricName }: MetricRule, metrics: readonly From<Metric>[]): RuleMatch | undefined {
  if (typeof metricName?.value !== 'string' || metricName.text.includes('{{')) return undefined;
  const found: From<Metric>[] = [];
  let isCertain = true;
  const plain = /^(\^?)([\w-]+)(\$?)$/.exec(metricName.text);
  const probe = plain ? undefined : matchPattern(metricName.text, '');
  if (probe && 'error' in probe) return probe;
  for (const metric of metrics) {
    const name = metric.what.name;
    const isKnown = typeof name?.value === 'string' && !name.text.includes('{{');
    const answer = !isKnown
      ? undefined
      : plain
        ? matchPlain(plain, name.text)
        : matchPattern(metricName.text, name.text);
    if (!answer || 'error' in answer) isCertain = false;
    else if (answer.matches) found.push(metric);
  }
  return { metrics: found, isCertain };
}

/** Most rules are a name, with or without anchors: no need to compile them. */
function matchPlain([, begin, part = '', end]: RegExpExecArray, name: string): { readonly matches: boolean } {
  if (begin && end) return { matches: name === part };
  if (begin) return { matches: name.startsWith(part) };
  return { matches: end ? name.endsWith(part) : name.includes(part) };
}
