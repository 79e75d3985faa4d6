/** Names that the workspace knows, where a name is wanted: templates, args, metrics. */
import {
  readArgs,
  readReference,
  readReferences,
  type TemplateReference,
  templateKind,
} from '../../../model/analysis.ts';
import { isTrueAt } from '../../../model/reading.ts';
import { inlineCode } from '../../../text/markdown.ts';
import { escapeSnippet } from '../../../text/snippet.ts';
import { resolveAnalysis, resolveTemplate } from '../../../workspace/resolve.ts';
import type { Placed } from '../../../workspace/workspace.ts';
import { entryOf, stringAt, valueAt, type YamlNode } from '../../../yaml/node.ts';
import type { CompleteInput, Item } from '../item.ts';
import { writeName } from '../quoting.ts';
import { argNames, argValues, describeArg, requiredOf, writeArgs } from './args.ts';

type Path = readonly (string | number)[];

/** Items for the value at the cursor that are names of things; none where the field wants something else. */
export function completeNames(input: CompleteInput): readonly Item[] {
  const { path, root } = input.cursor;
  const field = path.at(-1);
  if (field === 'templateName') return templateNames(input, valueAt(root, ...path.slice(0, -1)));
  if (field === 'name' && path.at(-3) === 'args') return argNames(input, path);
  if (field === 'metricName') return metricNames(input, path);
  if (field === 'value' && path.at(-3) === 'args') return argValues(input, path);
  return [];
}

/** Those of the workspace, then those that only the connected cluster has. */
function templateNames(input: CompleteInput, call: YamlNode | undefined): readonly Item[] {
  const { workspace, namespace } = input;
  const clusterScope = isTrueAt(call, 'clusterScope');
  const kind = templateKind(clusterScope);
  const seen = new Set<string>();
  const own = sortedByName(workspace.definitions(kind)).flatMap((at): readonly Item[] => {
    const { name, namespace: own } = at.document.content.identity;
    const isReachable = clusterScope || own === undefined || namespace === undefined || own === namespace;
    if (name === undefined || seen.has(name) || !isReachable) return [];
    seen.add(name);
    const item: Item = {
      label: name,
      kind: 'value',
      detail: own === undefined ? kind : `${kind} in ${own}`,
      documentation: describeTemplate(at),
      newText: writeName(name, input),
      snippet: false,
      rank: 'known',
      fit: 'next',
    };
    return [item, ...withArgs(item, at, input, call)];
  });
  return [...own, ...clusterTemplates(input, call, seen)];
}

function sortedByName(definitions: readonly Placed[]): readonly Placed[] {
  const nameOf = ({ document }: Placed): string => document.content.identity.name ?? '';
  return [...definitions].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
}

function clusterTemplates(
  input: CompleteInput,
  call: YamlNode | undefined,
  seen: ReadonlySet<string>,
): readonly Item[] {
  const { workspace, namespace, uri } = input;
  const { cluster } = workspace;
  const clusterScope = isTrueAt(call, 'clusterScope');
  const kind = templateKind(clusterScope);
  const home = workspace.home(namespace, uri);
  return (cluster?.names(kind, home) ?? []).flatMap((name): readonly Item[] => {
    const at = cluster?.template(name, clusterScope, home);
    if (!cluster || !at || seen.has(name)) return [];
    const where = clusterScope ? '' : ` in ${home}`;
    const item: Item = {
      label: name,
      kind: 'value',
      detail: `${kind}${where} on ${cluster.facts.context}`,
      documentation: describeTemplate(at),
      newText: writeName(name, input),
      snippet: false,
      rank: 'known',
      fit: 'next',
    };
    return [item, ...withArgs(item, at, input, call)];
  });
}

/** The name together with the args that the template requires, at an analysis of an experiment that passes none yet. */
function withArgs(item: Item, at: Placed, input: CompleteInput, call: YamlNode | undefined): readonly Item[] {
  const { cursor, layout, text, workspace } = input;
  const line = text.slice(text.lastIndexOf('\n', cursor.replace.start - 1) + 1, cursor.replace.start);
  const isAtEnd = /^[ \t]*(\r?\n|$)/.test(text.slice(cursor.replace.end));
  const column = line.search(/templateName[ \t]*:/);
  if (cursor.path.at(-3) !== 'analyses' || layout.style === 'flow' || layout.json || column < 0 || !isAtEnd) return [];
  if (entryOf(call, 'args')) return [];
  const missing = requiredOf(resolveTemplate(at, workspace));
  if (missing.length === 0) return [];
  const args = writeArgs(missing, column, layout);
  return [
    {
      ...item,
      label: `${item.label} with args`,
      kind: 'snippet',
      detail: missing.map(({ name }) => name).join(', '),
      newText: `${escapeSnippet(item.newText)}${layout.lineBreak}${' '.repeat(column)}args:${args}`,
      snippet: true,
      match: item.label,
    },
  ];
}

function describeTemplate({ document }: Placed): string {
  const args = readArgs(valueAt(document.content.yaml.root, 'spec'));
  if (args.length === 0) return 'Takes no args.';
  return args.map(arg => `- ${inlineCode(arg.name?.text ?? '')}${describeArg(arg)}`).join('\n');
}

/** Metrics of the templates that the rule's owner uses; in a template its own. */
function metricNames(input: CompleteInput, path: Path): readonly Item[] {
  const { root } = input.cursor;
  const owner = path.slice(0, -3);
  const own = names(root, [...owner, 'metrics']);
  const called = callsUnder(root, owner).flatMap(references => {
    const resolved = resolveAnalysis(references, input.namespace, input.workspace, input.uri);
    return resolved.metrics.flatMap(({ what }) => what.name?.text ?? []);
  });
  return [...new Set([...own, ...called])].sort().map(name => ({
    label: name,
    kind: 'value',
    detail: 'metric',
    newText: writeName(name, input),
    snippet: false,
    rank: 'known',
    fit: 'next',
  }));
}

function names(root: YamlNode, path: Path): readonly string[] {
  const list = valueAt(root, ...path);
  return list?.kind === 'seq' ? list.items.flatMap(item => stringAt(item, 'name') ?? []) : [];
}

/** The references of every analysis of an experiment, or those of a Rollout's analysis itself. */
function callsUnder(root: YamlNode, owner: Path): readonly (readonly TemplateReference[])[] {
  const analyses = valueAt(root, ...owner, 'analyses');
  if (analyses?.kind === 'seq')
    return analyses.items.flatMap(item => (item.kind === 'map' ? [[readReference(item)]] : []));
  return [readReferences(valueAt(root, ...owner), 'templates')];
}
