import { placeholdersOf } from '../../args/places.ts';
import { isArgoTag } from '../../args/tags.ts';
import { ANALYSIS_KINDS, readArgs } from '../../model/analysis.ts';
import { readCalls } from '../../model/analysis-call.ts';
import { valueAt } from '../../yaml/node.ts';
import type { Rule } from '../engine/rule.ts';

export const argValueHasPlaceholder: Rule = {
  id: 'arg-value-has-placeholder',
  title: 'Placeholder in the value of an arg',
  docs: 'Values are put into the metrics as they are, and the result is not searched again: a placeholder inside a value stays there as text. The analyses of an Experiment know a few placeholders; there a wrong one is an error of its own.',
  severity: 'warning',
  kinds: [...ANALYSIS_KINDS, 'Rollout'],
  needs: 'document',
  *check({ root, document }) {
    if (!document.text.includes('{{')) return;
    const { kind } = document.content.identity;
    const calls = readCalls(root, kind).filter(({ place }) => place !== 'experiment-step');
    const args = kind === 'Rollout' ? calls.flatMap(call => call.args) : readArgs(valueAt(root, 'spec'));
    for (const { value } of args) {
      if (typeof value?.value !== 'string') continue;
      for (const { tag, range } of placeholdersOf(value, document.text)) {
        if (!isArgoTag(tag)) continue;
        yield {
          range,
          message: `\`{{${tag}}}\` is not filled in here: the metric gets it as plain text. Put the parts together in the metric instead.`,
        };
      }
    }
  },
};
