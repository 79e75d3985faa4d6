/** The plugins that the controller of the connected cluster was given, by its ConfigMap. */
import { textIn } from '../kube/object.ts';
import { readYaml } from '../yaml/data.ts';
import type { Cluster } from './cluster.ts';

/** Fields of the ConfigMap, each with a list of plugins as a text of YAML. */
export type PluginField = 'metricProviderPlugins' | 'stepPlugins' | 'trafficRouterPlugins';

/** Names as `argoproj-labs/sample`. Undefined: not known. */
export function readPlugins({ facts }: Cluster, field: PluginField): readonly string[] | undefined {
  const config = facts.controller?.config;
  if (config === undefined) return undefined;
  const written = Object.hasOwn(config, field) ? config[field] : undefined;
  if (written === undefined) return [];
  const read = readYaml(written);
  const [list] = 'values' in read ? read.values : [];
  return Array.isArray(list) ? list.map(item => textIn(item, 'name')) : undefined;
}

/** What to do about a plugin that is none of these. */
export function adviseOn(plugins: readonly string[]): string {
  return plugins.length === 0
    ? 'Configure it in `argo-rollouts-config` and start the controller anew.'
    : `It has ${plugins.map(name => `\`${name}\``).join(', ')}.`;
}
