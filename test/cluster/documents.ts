import type { Document } from './api.ts';

/** Short ways to write the objects that scenarios consist of. The Experiment is always called `e`. */

/** How the kubelet plays a template's pods: keys of `play/...` annotations, described in docs/testing-with-a-cluster.md. */
export type Play = Readonly<Record<string, string>>;

interface PodsOptions {
  readonly play?: Play;
  /** Other fields of the pod's spec. */
  readonly pod?: object;
  /** Other fields of the container. */
  readonly container?: object;
  /** Other fields of the template: replicas, service, minReadySeconds ... */
  readonly template?: object;
}

function annotations(play: Play | undefined): object {
  if (!play) return {};
  return { annotations: Object.fromEntries(Object.entries(play).map(([key, value]) => [`play/${key}`, value])) };
}

/** An item of `spec.templates`. */
export function pods(name: string, options: PodsOptions = {}): object {
  return { name, ...selected(name, options), ...options.template };
}

function selected(name: string, { play, pod, container }: PodsOptions): object {
  return {
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name }, ...annotations(play) },
      spec: { containers: [{ name: 'main', image: 'registry.example/app:1', ...container }], ...pod },
    },
  };
}

/** An item of `spec.analyses`; its AnalysisTemplate has the same name unless said otherwise. */
export function analysis(name: string, fields: object = {}): object {
  return { name, templateName: name, ...fields };
}

export const required = { requiredForCompletion: true };

export function experiment(spec: object): Document {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Experiment',
    metadata: { name: 'e' },
    spec: { templates: [pods('a')], ...spec },
  };
}

/** A Rollout called `shop` with one pod. */
export function rollout(steps: readonly object[], container: object = {}): Document {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    metadata: { name: 'shop' },
    spec: { replicas: 1, ...selected('a', { container }), strategy: { canary: { steps } } },
  };
}

export function analysisTemplate(name: string, metrics: readonly object[], spec: object = {}): Document {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AnalysisTemplate',
    metadata: { name },
    spec: { metrics, ...spec },
  };
}

/** An AnalysisRun on its own, called `r`. */
export function analysisRun(metrics: readonly object[], spec: object = {}): Document {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AnalysisRun',
    metadata: { name: 'r' },
    spec: { metrics, ...spec },
  };
}

/**
 * A web metric whose requests are answered in turn by `answers` (the last one stays): good below 5 unless said otherwise.
 * Within a stage, metrics of one name share one series.
 */
export function web(name: string, answers: readonly unknown[], fields: object = {}, webFields: object = {}): object {
  const url = `$METRICS/web/$NAMESPACE/${name}?answers=${encodeURIComponent(JSON.stringify(answers))}`;
  return { name, successCondition: 'result < 5', ...fields, provider: { web: { url, ...webFields } } };
}

/** The same, asked by PromQL. */
export function prometheus(name: string, answers: readonly unknown[], fields: object = {}): object {
  const query = `scripted{series="$NAMESPACE/${name}", answers='${JSON.stringify(answers)}'}`;
  return {
    name,
    successCondition: 'result[0] < 5',
    ...fields,
    provider: { prometheus: { address: '$METRICS', query } },
  };
}

/** A metric that is one Job; its pod does as told. */
export function job(name: string, play: Play, fields: object = {}): object {
  const template = {
    metadata: annotations(play),
    spec: { restartPolicy: 'Never', containers: [{ name: 'bench', image: 'registry.example/bench:1' }] },
  };
  return { name, ...fields, provider: { job: { spec: { backoffLimit: 0, template } } } };
}

/** Takes measurements for as long as nobody stops it. */
export const endless = { interval: '1s' };

/** The documents as the text of one file. */
export function file(...documents: readonly Document[]): string {
  return documents.map(document => JSON.stringify(document)).join('\n---\n');
}
