import { literal } from '../../model/experiment-body.ts';
import { adviseOn, readPlugins } from '../../workspace/controller-plugins.ts';
import { scalarAt } from '../../yaml/node.ts';
import { rolloutRule } from '../engine/rollout-rule.ts';

export const roStepPluginUnknown = rolloutRule({
  id: 'ro-step-plugin-unknown',
  title: 'Step plugin is not configured',
  docs: 'Step plugins are named in the ConfigMap `argo-rollouts-config` of the controller, which reads it when it starts. At a step whose plugin is not named there the Rollout hangs, with a warning event ReconciliationError.',
  severity: 'warning',
  needs: 'cluster',
  *check({ steps }, { workspace }) {
    const { cluster } = workspace;
    const plugins = cluster && readPlugins(cluster, 'stepPlugins');
    if (!cluster || !plugins) return;
    for (const { node } of steps) {
      const name = scalarAt(node, 'plugin', 'name');
      const text = literal(name);
      if (!name || !text || plugins.includes(text)) continue;
      yield {
        range: name.range,
        message: `The controller of \`${cluster.facts.context}\` has no step plugin \`${text}\`: the Rollout hangs at this step. ${adviseOn(plugins)}`,
      };
    }
  },
});
