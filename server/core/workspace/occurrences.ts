/** Reads where a document writes the names of things. */
import { scanPlaceholders } from '../args/scan.ts';
import { ANALYSIS_KINDS, readAnalysis, TEMPLATE_KINDS, type TemplateReference } from '../model/analysis.ts';
import { type AnalysisCall, readCalls } from '../model/analysis-call.ts';
import { REHEARSAL_KIND, readRehearsal } from '../model/rehearsal.ts';
import type { Range } from '../text/range.ts';
import { itemsAt, resolveAlias, scalarAt, valueAt, type YamlNode, type YamlScalar } from '../yaml/node.ts';
import { mapScalar } from '../yaml/scalar-source.ts';
import { scalarsIn } from '../yaml/scalars.ts';
import { folderOf } from './beside.ts';
import { resolveAnalysis } from './resolve.ts';
import { resolveCalls } from './resolved-call.ts';
import type { NamedSymbol, Occurrence, SymbolKind } from './symbol.ts';
import type { Placed, Workspace } from './workspace.ts';

/** Every occurrence in a document, in the order in which they were read. */
export function readOccurrences({ document }: Placed): readonly Occurrence[] {
  const { yaml, identity } = document.content;
  const found: Occurrence[] = [];
  const { root } = yaml;
  if (TEMPLATE_KINDS.includes(identity.kind) && identity.nameNode) {
    found.push(definition('analysis-template', identity.nameNode));
  }
  if (identity.kind === 'Experiment' && identity.nameNode) found.push(definition('experiment', identity.nameNode));
  if (ANALYSIS_KINDS.includes(identity.kind)) analysisOccurrences(root, document.text, found);
  if (identity.kind === 'Experiment') experimentTemplateOccurrences(valueAt(root, 'spec'), document.text, found);
  if (identity.kind === 'Rollout') {
    for (const step of itemsAt(root, 'spec', 'strategy', 'canary', 'steps')) {
      const experiment = valueAt(resolveAlias(step), 'experiment');
      if (experiment) experimentTemplateOccurrences(experiment, document.text, found);
    }
  }
  if (identity.kind === REHEARSAL_KIND) rehearsalOccurrences(root, found);
  const calls = readCalls(root, identity.kind);
  for (const call of calls) callOccurrences(call, found);
  metricRuleOccurrences(calls, found);
  return found;
}

function definition(kind: SymbolKind, scalar: YamlScalar): Occurrence {
  return {
    kind,
    name: scalar.text,
    role: 'definition',
    range: nameRange(scalar),
    scalar,
    resolve: at => [{ kind, name: scalar.text, owner: at }],
  };
}

function analysisOccurrences(root: YamlNode | undefined, text: string, found: Occurrence[]): void {
  const analysis = readAnalysis(root);
  for (const { name } of analysis.args) if (name) found.push(definition('arg', name));
  for (const { name } of analysis.metrics) if (name) found.push(definition('metric', name));
  const metricNames = new Set(analysis.metrics.flatMap(({ name }) => name?.text ?? []));
  for (const { metricName } of [...analysis.dryRun, ...analysis.measurementRetention]) {
    // A rule is a regular expression; only one that is a metric's plain name is a reference to it.
    if (metricName && metricNames.has(metricName.text))
      found.push(ownReference('metric', metricName.text, nameRange(metricName), metricName));
  }
  for (const reference of analysis.templates) templateReference(reference, found);
  const metrics = valueAt(root, 'spec', 'metrics');
  if (!metrics) return;
  for (const { tag, range, prefix } of placeholdersIn(metrics, text)) {
    if (!tag.startsWith('args.')) continue;
    const name = tag.slice('args.'.length);
    const start = range.start + prefix + 'args.'.length;
    found.push(ownReference('arg', name, { start, end: start + name.length }));
  }
}

/** A reference to something that the same document defines. */
function ownReference(kind: SymbolKind, name: string, range: Range, scalar?: YamlScalar): Occurrence {
  return {
    kind,
    name,
    role: 'reference',
    range,
    ...(scalar ? { scalar } : {}),
    resolve: (at, symbols) => (symbols.definition({ kind, name, owner: at }) ? [{ kind, name, owner: at }] : []),
  };
}

function experimentTemplateOccurrences(spec: YamlNode | undefined, text: string, found: Occurrence[]): void {
  for (const template of itemsAt(spec, 'templates')) {
    const name = scalarAt(template, 'name');
    if (name) found.push(definition('experiment-template', name));
  }
  for (const analysis of itemsAt(spec, 'analyses')) {
    const args = valueAt(analysis, 'args');
    if (!args) continue;
    for (const { tag, range, prefix } of placeholdersIn(args, text)) {
      const name = /^templates\.(.+)\.(?:podTemplateHash|replicaset\.name)$/.exec(tag)?.[1];
      if (name === undefined) continue;
      const start = range.start + prefix + 'templates.'.length;
      found.push(ownReference('experiment-template', name, { start, end: start + name.length }));
    }
  }
}

function callOccurrences(call: AnalysisCall, found: Occurrence[]): void {
  for (const reference of call.references) templateReference(reference, found);
  for (const { name } of call.args) {
    if (!name) continue;
    found.push({
      kind: 'arg',
      name: name.text,
      role: 'reference',
      range: nameRange(name),
      scalar: name,
      resolve: (at, { workspace }) =>
        resolveAnalysis(call.references, workspace.namespaceOf(at), workspace, at.file.uri)
          .allArgs.filter(({ what }) => what.name?.text === name.text)
          .map(arg => ({ kind: 'arg', name: name.text, owner: arg.at })),
    });
  }
}

/** Rules that callers add: all calls of one experiment share them, so each is read once, with all that they call. */
function metricRuleOccurrences(calls: readonly AnalysisCall[], found: Occurrence[]): void {
  const byRules = new Map<AnalysisCall['dryRun'], Map<string, AnalysisCall>>();
  for (const call of calls) {
    const called = JSON.stringify(call.references.map(each => [each.clusterScope, each.templateName?.text]));
    for (const rules of [call.dryRun, call.measurementRetention]) {
      const sharing = byRules.get(rules) ?? new Map<string, AnalysisCall>();
      byRules.set(rules, sharing.set(called, call));
    }
  }
  for (const [rules, sharing] of byRules) {
    for (const { metricName } of rules) if (metricName) found.push(metricReference(metricName, [...sharing.values()]));
  }
}

function metricReference(scalar: YamlScalar, calls: readonly AnalysisCall[]): Occurrence {
  const name = scalar.text;
  return {
    kind: 'metric',
    name,
    role: 'reference',
    range: nameRange(scalar),
    scalar,
    resolve: (at, { workspace }) =>
      calls.flatMap(call =>
        resolveAnalysis(call.references, workspace.namespaceOf(at), workspace, at.file.uri)
          .metrics.filter(({ what }) => what.name?.text === name)
          .map(({ at: owner }) => ({ kind: 'metric' as const, name, owner })),
      ),
  };
}

function templateReference({ templateName, clusterScope }: TemplateReference, found: Occurrence[]): void {
  if (!templateName) return;
  found.push({
    kind: 'analysis-template',
    name: templateName.text,
    role: 'reference',
    range: nameRange(templateName),
    scalar: templateName,
    resolve: (at, { workspace }) => {
      const name = templateName.text;
      const owners = workspace.analysisTemplates(name, clusterScope, workspace.namespaceOf(at), at.file.uri);
      const onCluster = workspace.cluster?.template(name, clusterScope, workspace.homeOf(at));
      return (owners.length === 0 && onCluster ? [onCluster] : owners).map(owner => ({
        kind: 'analysis-template',
        name,
        owner,
      }));
    },
  });
}

/** The name itself: without the quotes around it. */
function nameRange({ range, style }: YamlScalar): Range {
  return style === 'single' || style === 'double' ? { start: range.start + 1, end: range.end - 1 } : range;
}

interface PlacedTag {
  readonly tag: string;
  /** The placeholder, braces included, in the document. */
  readonly range: Range;
  /** Characters from the placeholder's start to its tag. */
  readonly prefix: number;
}

function placeholdersIn(root: YamlNode, text: string): readonly PlacedTag[] {
  return [...scalarsIn(root)].flatMap(scalar => (scalar.text.includes('{{') ? tagsOf(scalar, text) : []));
}

function tagsOf(scalar: YamlScalar, text: string): readonly PlacedTag[] {
  const source = mapScalar(text, scalar);
  if (!source) return [];
  return scanPlaceholders(scalar.text).flatMap(({ range: inText, tag }) => {
    const range = source.toSource(inText);
    const prefix = text.slice(range.start, range.end).indexOf(tag, 2);
    // A tag that escapes or folds cut in two has no one place to point at.
    return prefix < 0 ? [] : [{ tag, range, prefix }];
  });
}

/** A Rehearsal speaks of the Experiments of its folder, of their templates, and of the metrics that they call. */
function rehearsalOccurrences(root: YamlNode | undefined, found: Occurrence[]): void {
  const { experiment, names, metricNames } = readRehearsal(root);
  const about = (at: Placed, workspace: Workspace): readonly Placed[] =>
    workspace
      .definitions('Experiment')
      .filter(({ file }) => folderOf(file.uri) === folderOf(at.file.uri))
      .filter(({ document }) => experiment === undefined || document.content.identity.name === experiment);
  const add = (kind: SymbolKind, scalar: YamlScalar, resolve: Occurrence['resolve']): void => {
    found.push({ kind, name: scalar.text, role: 'reference', range: nameRange(scalar), scalar, resolve });
  };
  for (const { what, scalar } of names) {
    if (what === 'analysis') continue;
    const kind = what === 'experiment' ? 'experiment' : 'experiment-template';
    add(kind, scalar, (at, symbols) =>
      about(at, symbols.workspace)
        .map((owner): NamedSymbol => ({ kind, name: scalar.text, owner }))
        .filter(symbol => symbols.definition(symbol) !== undefined),
    );
  }
  for (const { analysis, scalar } of metricNames) {
    add('metric', scalar, (at, { workspace }) =>
      about(at, workspace)
        .flatMap(each => resolveCalls(each, workspace))
        .filter(({ call }) => call.name?.text === analysis)
        .flatMap(({ analysis: called }) => called.metrics.filter(({ what }) => what.name?.text === scalar.text))
        .map(({ at: owner }) => ({ kind: 'metric', name: scalar.text, owner })),
    );
  }
}
