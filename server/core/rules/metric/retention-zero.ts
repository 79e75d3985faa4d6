import { ARGO_KINDS, readMetricRules } from '../../model/analysis.ts';
import { readCalls } from '../../model/analysis-call.ts';
import { readBodies } from '../../model/experiment-body.ts';
import { numberAt } from '../../model/reading.ts';
import { scalarAt, valueAt, type YamlNode } from '../../yaml/node.ts';
import type { Rule } from '../engine/rule.ts';

export const retentionZero: Rule = {
  id: 'retention-zero',
  title: 'Retention of nothing keeps ten',
  docs: 'A `limit` of zero or less is not taken: the default counts, and 10 measurements are kept.',
  severity: 'info',
  kinds: ARGO_KINDS,
  needs: 'document',
  *check({ root, document }) {
    const { kind } = document.content.identity;
    for (const owner of ownersOf(root, kind)) {
      for (const { node } of readMetricRules(owner, 'measurementRetention')) {
        const limit = scalarAt(node, 'limit');
        const value = numberAt(node, 'limit');
        if (!limit || value === undefined || value > 0) continue;
        yield {
          range: limit.range,
          message: `With \`limit: ${limit.text}\` the default counts, and 10 measurements are kept. Write at least \`1\`.`,
          fixes: [{ title: 'Write `1`', edits: [{ range: limit.range, newText: '1' }] }],
        };
      }
    }
  },
};

function ownersOf(root: YamlNode | undefined, kind: string): readonly (YamlNode | undefined)[] {
  if (kind === 'Experiment') return readBodies(root, kind).map(({ node }) => node);
  return kind === 'Rollout' ? readCalls(root, kind).map(({ node }) => node) : [valueAt(root, 'spec')];
}
