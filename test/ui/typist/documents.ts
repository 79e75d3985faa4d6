/** What the typist writes: every example, and documents of the corpus of every kind and style that a keyboard makes. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const TEST = path.join(import.meta.dirname, '../..');
export const EXAMPLES = path.join(TEST, '../examples');

export interface Document {
  readonly name: string;
  readonly text: string;
}

export function examples(): readonly Document[] {
  return readdirSync(EXAMPLES)
    .filter(name => name.endsWith('.yaml'))
    .map(name => read(EXAMPLES, name));
}

const FURTHER = [
  'experiments/duration-only.yaml',
  'experiments/long-lived.yaml',
  'experiments/optional.yaml',
  'experiments/selectors.yaml',
  'experiments/templates.yaml',
  'experiments/two-sides.yaml',
  'lists/list.yaml',
  'others/argo-workflows.yaml',
  'others/core.yaml',
  'providers/cloudwatch.yaml',
  'providers/datadog-v2.yaml',
  'providers/graphite.yaml',
  'providers/influxdb.yaml',
  'providers/job.yaml',
  'providers/newrelic.yaml',
  'providers/plugin.yaml',
  'providers/prometheus.yaml',
  'providers/prometheus-scalar.yaml',
  'providers/wavefront.yaml',
  'providers/web-get.yaml',
  'rollouts/blue-green.yaml',
  'rollouts/canary-analysis.yaml',
  'rollouts/ping-pong.yaml',
  'rollouts/step-plugin.yaml',
  'rollouts/traffic-istio.yaml',
  'rollouts/workload-ref.yaml',
  'styles/anchors.yaml',
  'styles/booleans.yaml',
  'styles/document-marks.yaml',
  'styles/indentless-lists.yaml',
  'styles/merge-keys.yaml',
  'styles/quoted-scalars.yaml',
  'styles/reversed.yaml',
  'styles/wide-indent.yaml',
];

export function further(): readonly Document[] {
  return FURTHER.map(name => read(path.join(TEST, 'corpus'), name));
}

function read(folder: string, name: string): Document {
  return { name, text: readFileSync(path.join(folder, name), 'utf8') };
}
