import { CALLER_KINDS, TEMPLATE_KINDS, type TemplateReference } from '../../model/analysis.ts';
import { readCalls } from '../../model/analysis-call.ts';
import { isOnCluster } from '../../workspace/cluster.ts';
import { explainMissing } from '../../workspace/missing-template.ts';
import type { Placed } from '../../workspace/workspace.ts';
import { insertEntry, removeEntry } from '../../yaml/edit.ts';
import { entryOf, scalarAt } from '../../yaml/node.ts';
import { appendDocument } from '../engine/new-template.ts';
import type { Fix, Related, Rule, RuleContext } from '../engine/rule.ts';

const CALLERS = [...CALLER_KINDS, ...TEMPLATE_KINDS];

export const analysisScopeMismatch: Rule = {
  id: 'analysis-scope-mismatch',
  title: 'Template exists in the other scope only',
  docs: 'A ClusterAnalysisTemplate is found with `clusterScope: true` only, an AnalysisTemplate without it only.',
  severity: 'warning',
  kinds: CALLERS,
  needs: 'workspace',
  *check(context) {
    for (const reference of references(context)) {
      const why = explainMissing(reference, namespaceOf(context), context.workspace, context.workspace.homeOf(context));
      const { templateName, clusterScope } = reference;
      if (why?.is !== 'other-scope' || !templateName) continue;
      const kind = why.found.document.content.identity.kind;
      yield {
        range: templateName.range,
        message: `\`${templateName.text}\` is ${clusterScope ? 'an' : 'a'} ${kind}, and is not found ${clusterScope ? 'with `clusterScope: true`: remove it' : 'without `clusterScope: true`: add it'}.`,
        related: place(why.found),
        fixes: changeScope(context.document.text, reference),
      };
    }
  },
};

export const analysisOtherNamespace: Rule = {
  id: 'analysis-other-namespace',
  title: 'Template exists in another namespace only',
  docs: 'An AnalysisTemplate is looked up in the namespace of the Experiment or Rollout that calls it; a reference cannot name another one. What several namespaces share is a ClusterAnalysisTemplate.',
  severity: 'warning',
  kinds: CALLERS,
  needs: 'workspace',
  *check(context) {
    const namespace = namespaceOf(context);
    for (const reference of references(context)) {
      const why = explainMissing(reference, namespace, context.workspace, context.workspace.homeOf(context));
      const { templateName } = reference;
      if (why?.is !== 'other-namespace' || !templateName) continue;
      const other = context.workspace.namespaceOf(why.found);
      yield {
        range: templateName.range,
        message: `AnalysisTemplate \`${templateName.text}\` is in namespace \`${other}\`, and is looked up in \`${namespace}\` only: it is not found. Copy it there, or make it a ClusterAnalysisTemplate.`,
        related: place(why.found),
        fixes: namespace === undefined ? [] : copyHere(context, why.found, namespace),
      };
    }
  },
};

/** Of a document: of its analyses, or of a template that nests others. */
function references({ root, document, merged, isWhole }: RuleContext): readonly TemplateReference[] {
  if (!isWhole) return [];
  const own = merged()?.templates[0]?.analysis.templates ?? [];
  return [...own, ...readCalls(root, document.content.identity.kind).flatMap(call => call.references)];
}

/** What a cluster template nests is looked up in the namespace of whoever calls it. */
function namespaceOf({ document, file, workspace }: RuleContext): string | undefined {
  return document.content.identity.kind === 'ClusterAnalysisTemplate'
    ? undefined
    : workspace.namespaceOf({ file, document });
}

function place(at: Related['in']): readonly Related[] {
  const nameNode = at?.document.content.identity.nameNode;
  return at && nameNode ? [{ in: at, range: nameNode.range, message: 'the template' }] : [];
}

/** The document as it stands, comments and all, with the other namespace. */
function copyHere({ file, document }: RuleContext, found: Placed, namespace: string): readonly Fix[] {
  const { text, start, content } = found.document;
  const own = scalarAt(content.yaml.root, 'metadata', 'namespace');
  const isAlone = found.file.documents.filter(each => each.start === start).length === 1;
  if (!own || !isAlone || isOnCluster(found.file) || /\.json$/.test(file.uri)) return [];
  const copy = text.slice(0, own.range.start) + namespace + text.slice(own.range.end);
  const lines = copy
    .trim()
    .replace(/^---[ \t]*(?:\r?\n|$)/, '')
    .replace(/\n?\.\.\.$/, '')
    .split(/\r?\n/);
  const title = `Copy AnalysisTemplate \`${content.identity.name}\` into this file`;
  return [{ title, edits: [appendDocument({ file, document }, lines)] }];
}

function changeScope(text: string, { node, clusterScope }: TemplateReference): readonly Fix[] {
  const entry = entryOf(node, 'clusterScope');
  if (clusterScope) {
    const edit = entry && removeEntry(text, node, entry);
    return edit ? [{ title: 'Remove `clusterScope`', edits: [edit] }] : [];
  }
  const title = 'Set `clusterScope: true`';
  if (entry) {
    const isEmpty = entry.value.range.start === entry.value.range.end;
    return [{ title, edits: [{ range: entry.value.range, newText: isEmpty ? ' true' : 'true' }] }];
  }
  const edit = insertEntry(text, node, 'clusterScope: true', entryOf(node, 'templateName'));
  return edit ? [{ title, edits: [edit] }] : [];
}
