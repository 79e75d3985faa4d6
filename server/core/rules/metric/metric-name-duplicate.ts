import { ANALYSIS_KINDS, readAnalysis } from '../../model/analysis.ts';
import type { YamlScalar } from '../../yaml/node.ts';
import { renameTwin } from '../engine/fix.ts';
import type { Rule } from '../engine/rule.ts';

export const metricNameDuplicate: Rule = {
  id: 'metric-name-duplicate',
  title: 'Two metrics of one name',
  docs: 'The names of the metrics of a run must differ. With two alike an Experiment is Error ("two metrics have the same name"), a Rollout has an InvalidSpec, and a run that was created by itself is Error before any measurement.',
  severity: 'error',
  kinds: ANALYSIS_KINDS,
  needs: 'document',
  *check({ root, document }) {
    const first = new Map<string, YamlScalar>();
    const effect =
      document.content.identity.kind === 'AnalysisRun'
        ? 'the run is Error before it measures anything'
        : 'an Experiment that uses the template is Error, and a Rollout has an InvalidSpec';
    const { metrics } = readAnalysis(root);
    const taken = new Set(metrics.flatMap(each => each.name?.text ?? []));
    for (const { name } of metrics) {
      if (typeof name?.value !== 'string') continue;
      const before = first.get(name.text);
      if (!before) {
        first.set(name.text, name);
        continue;
      }
      yield {
        range: name.range,
        message: `Another metric is called \`${name.text}\` already: ${effect}. Give this one another name.`,
        related: [{ range: before.range, message: 'the first one' }],
        fixes: renameTwin(name, taken),
      };
    }
  },
};
