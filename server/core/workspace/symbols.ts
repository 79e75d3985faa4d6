/**
 * Names and where they stand. A symbol is a thing with a name that files define and refer to: an analysis template, an
 * arg or metric of one, a template of an experiment. The way from a reference to its definition is the controller's.
 */
import { scanPlaceholders } from '../args/scan.ts';
import { ANALYSIS_KINDS, readAnalysis, TEMPLATE_KINDS, type TemplateReference } from '../model/analysis.ts';
import { type AnalysisCall, readCalls } from '../model/analysis-call.ts';
import type { Range } from '../text/range.ts';
import { itemsAt, resolveAlias, scalarAt, valueAt, type YamlNode, type YamlScalar } from '../yaml/node.ts';
import { mapScalar } from '../yaml/scalar-source.ts';
import type { DocumentContent } from './file.ts';
import { resolveAnalysis } from './resolve.ts';
import type { Placed, Workspace } from './workspace.ts';

/** `analysis-template`: owner is the template's own document; `arg`, `metric`, `experiment-template`: the document that defines it. */
export type SymbolKind = 'analysis-template' | 'arg' | 'metric' | 'experiment-template';

export interface NamedSymbol {
  readonly kind: SymbolKind;
  readonly name: string;
  readonly owner: Placed;
}

/** A place in a document where a name is written. */
export interface Occurrence {
  readonly kind: SymbolKind;
  readonly name: string;
  readonly role: 'definition' | 'reference';
  /** Just the name; offsets of the document. */
  readonly range: Range;
  /** The scalar that holds it, where it is written whole and plain or quoted. */
  readonly scalar?: YamlScalar;
  /** What it leads to, in a workspace. */
  readonly resolve: (at: Placed, symbols: SymbolIndex) => readonly NamedSymbol[];
}

/** Every occurrence in a document, in the order in which they were read. */
export function readOccurrences({ document }: Placed): readonly Occurrence[] {
  const { yaml, identity } = document.content;
  const found: Occurrence[] = [];
  const { root } = yaml;
  if (TEMPLATE_KINDS.includes(identity.kind) && identity.nameNode) {
    found.push(definition('analysis-template', identity.nameNode));
  }
  if (ANALYSIS_KINDS.includes(identity.kind)) analysisOccurrences(root, document.text, found);
  if (identity.kind === 'Experiment') experimentTemplateOccurrences(valueAt(root, 'spec'), document.text, found);
  if (identity.kind === 'Rollout') {
    for (const step of itemsAt(root, 'spec', 'strategy', 'canary', 'steps')) {
      const experiment = valueAt(resolveAlias(step), 'experiment');
      if (experiment) experimentTemplateOccurrences(experiment, document.text, found);
    }
  }
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
        resolveAnalysis(call.references, at.document.content.identity.namespace, workspace, at.file.uri)
          .allArgs.filter(({ what }) => what.name?.text === name.text)
          .map(arg => ({ kind: 'arg', name: name.text, owner: arg.at })),
    });
  }
}

/** Rules that callers add: all calls of one experiment share them, so each is read once with all of its calls. */
function metricRuleOccurrences(calls: readonly AnalysisCall[], found: Occurrence[]): void {
  const byScalar = new Map<YamlScalar, AnalysisCall[]>();
  for (const call of calls) {
    for (const { metricName } of [...call.dryRun, ...call.measurementRetention]) {
      if (metricName) byScalar.set(metricName, [...(byScalar.get(metricName) ?? []), call]);
    }
  }
  for (const [scalar, sharing] of byScalar) {
    const name = scalar.text;
    found.push({
      kind: 'metric',
      name,
      role: 'reference',
      range: nameRange(scalar),
      scalar,
      resolve: (at, { workspace }) =>
        sharing.flatMap(call =>
          resolveAnalysis(call.references, at.document.content.identity.namespace, workspace, at.file.uri)
            .metrics.filter(({ what }) => what.name?.text === name)
            .map(({ at: owner }) => ({ kind: 'metric' as const, name, owner })),
        ),
    });
  }
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
      const owner =
        workspace.analysisTemplate(name, clusterScope, at.document.content.identity.namespace) ??
        workspace.cluster?.template(name, clusterScope, workspace.homeOf(at));
      return owner ? [{ kind: 'analysis-template', name, owner }] : [];
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
  const tags: PlacedTag[] = [];
  const pending: YamlNode[] = [root];
  const seen = new Set<YamlNode>();
  for (let node = pending.pop(); node; node = pending.pop()) {
    const value = resolveAlias(node);
    if (!value || seen.has(value)) continue;
    seen.add(value);
    if (value.kind === 'seq') pending.push(...value.items);
    else if (value.kind === 'map') pending.push(...value.entries.flatMap(entry => [entry.key, entry.value]));
    else if (value.text.includes('{{')) tags.push(...tagsOf(value, text));
  }
  return tags.sort((a, b) => a.range.start - b.range.start);
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

/** The occurrences of all files, read once for each document. */
export class SymbolIndex {
  readonly workspace: Workspace;
  readonly #byContent = new WeakMap<DocumentContent, readonly Occurrence[]>();

  constructor(workspace: Workspace) {
    this.workspace = workspace;
  }

  of(at: Placed): readonly Occurrence[] {
    const { content } = at.document;
    const known = this.#byContent.get(content) ?? readOccurrences(at);
    this.#byContent.set(content, known);
    return known;
  }

  all(): readonly { readonly at: Placed; readonly occurrences: readonly Occurrence[] }[] {
    return KINDS.flatMap(kind => this.workspace.documents(kind)).map(at => ({ at, occurrences: this.of(at) }));
  }

  resolve(occurrence: Occurrence, at: Placed): readonly NamedSymbol[] {
    return occurrence.resolve(at, this);
  }

  /** Where a symbol is defined; undefined: its owner does not define it. */
  definition({ kind, name, owner }: NamedSymbol): Occurrence | undefined {
    return this.of(owner).find(each => each.role === 'definition' && each.kind === kind && each.name === name);
  }
}

const KINDS = [...ANALYSIS_KINDS, 'Experiment', 'Rollout'];
