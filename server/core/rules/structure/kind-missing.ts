import { fillEntry, insertEntry } from '../../yaml/edit.ts';
import { entryOf, valueAt, type YamlMap, type YamlNode } from '../../yaml/node.ts';
import type { Fix, Rule } from '../engine/rule.ts';

export const kindMissing: Rule = {
  id: 'kind-missing',
  title: 'Document without a kind',
  docs: "A document of `argoproj.io` that does not say its `kind` is not applied, while the others of the file are. Argo's own linter refuses it too.",
  severity: 'error',
  kinds: '*',
  needs: 'value',
  stops: true,
  *check({ document, root }) {
    if (document.content.identity.kind !== '') return;
    const entry = entryOf(root, 'kind') ?? entryOf(root, 'apiVersion');
    if (!entry) return;
    const likely = likelyKind(root);
    yield {
      range: entry.key.range,
      message:
        'This document does not say its `kind`: kubectl does not apply it. Write `kind: Experiment`, or whichever it is.',
      fixes: root?.kind === 'map' && likely ? write(document.text, root, likely) : [],
    };
  },
};

/** By what only that kind has in its spec. */
function likelyKind(root: YamlNode | undefined): string | undefined {
  const spec = valueAt(root, 'spec');
  if (entryOf(spec, 'strategy')) return 'Rollout';
  if (entryOf(spec, 'metrics')) return 'AnalysisTemplate';
  return entryOf(spec, 'templates') ? 'Experiment' : undefined;
}

function write(text: string, root: YamlMap, kind: string): readonly Fix[] {
  const empty = entryOf(root, 'kind');
  const source = `kind: ${kind}`;
  const edit = empty
    ? fillEntry(text, root, empty, source)
    : insertEntry(text, root, source, entryOf(root, 'apiVersion'));
  return edit ? [{ title: `Write \`${source}\``, edits: [edit] }] : [];
}
