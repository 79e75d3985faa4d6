/** Names that the workspace knows, where a name is wanted: templates, args, metrics. */
import {
  type Arg,
  readArgs,
  readReference,
  readReferences,
  type TemplateReference,
  templateKind,
} from '../../model/analysis.ts';
import { isTrueAt } from '../../model/reading.ts';
import { inlineCode } from '../../text/markdown.ts';
import { escapeSnippet } from '../../text/snippet.ts';
import { hasOwnValue, type ResolvedAnalysis, resolveAnalysis, resolveTemplate } from '../../workspace/resolve.ts';
import type { Placed } from '../../workspace/workspace.ts';
import { entryOf, stringAt, valueAt, type YamlNode } from '../../yaml/node.ts';
import type { CompleteInput, Item } from './item.ts';
import { completeServiceHosts } from './services.ts';

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

/** A whole list of args at a call: one item that passes all that the template requires. */
export function completeRequiredArgs(input: CompleteInput, path: Path): readonly Item[] {
  const { cursor, layout } = input;
  if (path.at(-1) !== 'args' || layout.style === 'flow' || cursor.hasColon) return [];
  const missing = missingArgs(input, path.slice(0, -1), new Set());
  if (missing.length === 0) return [];
  const indent = ' '.repeat(cursor.column);
  const lines = missing.map(
    (name, i) => `- name: ${escapeSnippet(name)}${layout.lineBreak}${indent}  value: $${i + 1}`,
  );
  return [
    {
      label: '- all required args',
      kind: 'snippet',
      detail: missing.join(', '),
      newText: lines.join(layout.lineBreak + indent),
      snippet: true,
      rank: 'known',
      fit: 'loose',
    },
  ];
}

/** Those of the workspace, then those that only the connected cluster has. */
function templateNames(input: CompleteInput, call: YamlNode | undefined): readonly Item[] {
  const { workspace, namespace, cursor } = input;
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
      newText: cursor.quote + name + cursor.quote,
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
  const { workspace, cursor, namespace, uri } = input;
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
      newText: cursor.quote + name + cursor.quote,
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
  const missing = [...resolveTemplate(at, workspace).args].flatMap(([name, { what }]) =>
    hasOwnValue(what) ? [] : name,
  );
  if (missing.length === 0) return [];
  const indent = layout.lineBreak + ' '.repeat(column);
  const dash = layout.indentItems ? '  ' : '';
  const lines = missing.map(
    (name, i) => `${indent}${dash}- name: ${escapeSnippet(name)}${indent}${dash}  value: $${i + 1}`,
  );
  return [
    {
      ...item,
      label: `${item.label} with args`,
      kind: 'snippet',
      detail: missing.join(', '),
      newText: `${escapeSnippet(item.newText)}${indent}args:${lines.join('')}`,
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

function describeArg({ value, valueFrom }: Arg): string {
  if (valueFrom) return ': from a secret or field';
  return value ? `: ${inlineCode(value.text)} if not given` : ', required';
}

function argNames(input: CompleteInput, path: Path): readonly Item[] {
  const call = path.slice(0, -3);
  const passed = new Set(readArgs(valueAt(input.cursor.root, ...call)).flatMap(({ name }) => name?.text ?? []));
  const resolved = resolveCall(input, call);
  if (!resolved) return [];
  return [...resolved.args].flatMap(([name, { what }]): readonly Item[] =>
    passed.has(name)
      ? []
      : [
          {
            label: name,
            kind: 'value',
            detail: hasOwnValue(what) ? 'arg with a default' : 'arg, required',
            documentation: `${inlineCode(name)}${describeArg(what)}`,
            newText: input.cursor.quote + name + input.cursor.quote,
            snippet: false,
            rank: hasOwnValue(what) ? 'optional' : 'required',
            fit: 'next',
          },
        ],
  );
}

function argValues(input: CompleteInput, path: Path): readonly Item[] {
  const arg = stringAt(input.cursor.root, ...path.slice(0, -1), 'name');
  return completeServiceHosts(input, arg, resolveCall(input, path.slice(0, -3)));
}

function missingArgs(input: CompleteInput, call: Path, passed: ReadonlySet<string>): readonly string[] {
  const resolved = resolveCall(input, call);
  if (!resolved) return [];
  return [...resolved.args].flatMap(([name, { what }]) => (hasOwnValue(what) || passed.has(name) ? [] : name));
}

/** Metrics of the templates that the rule's owner uses; in a template its own. */
function metricNames(input: CompleteInput, path: Path): readonly Item[] {
  const { root, quote } = input.cursor;
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
    newText: quote + name + quote,
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

function resolveCall({ cursor, workspace, namespace, uri }: CompleteInput, call: Path): ResolvedAnalysis | undefined {
  const node = valueAt(cursor.root, ...call);
  if (node?.kind !== 'map') return undefined;
  const references =
    stringAt(node, 'templateName') === undefined ? readReferences(node, 'templates') : [readReference(node)];
  return references.length === 0 ? undefined : resolveAnalysis(references, namespace, workspace, uri);
}
