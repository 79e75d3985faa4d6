import { entryOf } from '../../yaml/node.ts';
import type { Rule } from '../rule.ts';

export const kindMissing: Rule = {
  id: 'kind-missing',
  title: 'Document without a kind',
  docs: "A document of `argoproj.io` that does not say its `kind` is not applied, while the others of the file are. Argo's own linter refuses it too.",
  severity: 'error',
  kinds: '*',
  needs: 'document',
  *check({ document, root }) {
    if (document.content.identity.kind !== '') return;
    const entry = entryOf(root, 'kind') ?? entryOf(root, 'apiVersion');
    if (!entry) return;
    yield {
      range: entry.key.range,
      message:
        'This document does not say its `kind`: kubectl does not apply it. Write `kind: Experiment`, or whichever it is.',
    };
  },
};
