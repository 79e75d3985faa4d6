import { ANALYSIS_KINDS, readAnalysis } from '../../model/analysis.ts';
import { adviseOn, readPlugins } from '../../workspace/controller-plugins.ts';
import { effectiveEntries, valueAt } from '../../yaml/node.ts';
import type { Rule } from '../engine/rule.ts';

export const pluginNotConfigured: Rule = {
  id: 'plugin-not-configured',
  title: 'A metric plugin that the controller does not know',
  docs: 'Metric plugins are named in the ConfigMap `argo-rollouts-config` of the controller, which reads it when it starts. Each measurement of a plugin that is not named there is Error.',
  severity: 'info',
  kinds: ANALYSIS_KINDS,
  needs: 'cluster',
  *check({ root, workspace }) {
    const { cluster } = workspace;
    const plugins = cluster && readPlugins(cluster, 'metricProviderPlugins');
    if (!cluster || !plugins) return;
    for (const { node } of readAnalysis(root).metrics) {
      const plugin = valueAt(node, 'provider', 'plugin');
      if (plugin?.kind !== 'map') continue;
      for (const { key } of effectiveEntries(plugin)) {
        if (key.text === '' || key.text.includes('{{') || plugins.includes(key.text)) continue;
        yield {
          range: key.range,
          message: `The controller of \`${cluster.facts.context}\` has no metric plugin \`${key.text}\`: every measurement is Error. ${adviseOn(plugins)}`,
        };
      }
    }
  },
};
