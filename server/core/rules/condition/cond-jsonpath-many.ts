import { ANALYSIS_KINDS, readAnalysis } from '../../model/analysis.ts';
import { scalarAt } from '../../yaml/node.ts';
import type { Rule } from '../engine/rule.ts';

export const condJsonpathMany: Rule = {
  id: 'cond-jsonpath-many',
  title: 'Only the first match of the path counts',
  docs: 'A path with `[*]` or `..` may match many values, but the web provider hands over the first one only. To judge all of them let the path end at the list itself, and use `all` or `any` in the condition.',
  severity: 'info',
  kinds: ANALYSIS_KINDS,
  needs: 'value',
  *check({ root }) {
    for (const metric of readAnalysis(root).metrics) {
      const path = scalarAt(metric.node, 'provider', 'web', 'jsonPath');
      if (!path || !/\[\*\]|\.\./.test(path.text)) continue;
      yield {
        range: path.range,
        message:
          'This path may match many values, and only the first one becomes `result`. Let it end at the list, and use `all(result, ...)` or `any(result, ...)`.',
      };
    }
  },
};
