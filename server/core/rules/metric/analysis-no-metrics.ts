import { ANALYSIS_KINDS, TEMPLATE_KINDS } from '../../model/analysis.ts';
import { isMergedElsewhere } from '../../workspace/merging.ts';
import { entryOf, valueAt } from '../../yaml/node.ts';
import type { Rule } from '../engine/rule.ts';

export const analysisNoMetrics: Rule = {
  id: 'analysis-no-metrics',
  title: 'Analysis without metrics',
  docs: 'A run needs a metric. Of a template without any the controller cannot make a run: an Experiment is Error, a Rollout tries again for ever and stays Progressing without a word. A run that was created by itself is Error.',
  severity: 'error',
  kinds: ANALYSIS_KINDS,
  needs: 'workspace',
  *check({ root, document, file, workspace, isWhole, merged }) {
    const spec = valueAt(root, 'spec');
    const entry = entryOf(spec, 'metrics') ?? entryOf(root, 'spec');
    if (!isWhole || spec?.kind !== 'map' || !entry) return;
    const metrics = valueAt(spec, 'metrics');
    if (metrics && metrics.kind !== 'seq') return;
    if (!TEMPLATE_KINDS.includes(document.content.identity.kind)) {
      // Without the field the API server refuses the run, and that is told by the schema.
      if (metrics?.kind === 'seq' && metrics.items.length === 0)
        yield {
          range: entry.key.range,
          message: 'This run has no metrics, and is Error at once ("no metrics specified"). Add one.',
        };
      return;
    }
    const analysis = merged();
    const isEmpty = analysis?.isCertain && analysis.metrics.length === 0 && !analysis.cycle;
    // What is merged into other templates may hold args or rules only.
    if (!isEmpty || (metrics?.kind === 'seq' && metrics.items.length > 0)) return;
    if (!workspace.isComplete || isMergedElsewhere({ file, document }, workspace)) return;
    yield {
      range: entry.key.range,
      message:
        'This template has no metrics, and merges in none: no run can be made of it. An Experiment is Error, and a Rollout stays Progressing for ever. Add a metric.',
    };
  },
};
