/** What the API server refuses: its schema, the strict field check, and YAML that it cannot read. */
import { refused } from './outcomes.ts';
import type { Level, Proof, Staging } from './proof.ts';
import { templateWith } from './template-text.ts';

/** The file as text, as it stands. */
function unread(rule: string, message: string | RegExp, level: Level = 'apply', staging: Staging = {}): Proof {
  return { rule, level, bad: refused(message), staging: { ...staging, raw: true } };
}

export const structureProofs: readonly Proof[] = [
  unread('yaml-syntax', "could not find expected ':'", 'lint'),
  unread('yaml-tab', 'found character that cannot start any token', 'trap'),
  unread('yaml-document-end', 'spec: Required value', 'trap'),
  unread('duplicate-key', 'key "templates" already set in map', 'trap'),
  unread('kind-missing', "Object 'Kind' is missing in", 'lint'),
  unread('kind-unknown', '404 page not found'),
  unread('placeholder-unquoted', 'did not find expected key', 'trap'),
  unread('unknown-field', 'unknown field "spec.progressDeadlineSecond"'),
  unread('wrong-type', 'spec.terminate in body must be of type boolean: "string"'),
  unread('arg-value-not-string', 'spec.args[0].value in body must be of type string: "integer"'),
  unread('container-name-missing', 'spec.templates[0].template.spec.containers[1].name: Required value'),
  unread('container-duplicate', 'Duplicate value: {"name":"shop"}'),
  unread('object-name-invalid', 'metadata.name: Invalid value: "Shop_Health"'),
  unread('exp-templates-missing', 'spec.templates: Required value'),
  unread('exp-template-field-missing', 'spec.templates[1].selector: Required value'),
  unread('exp-analysis-field-missing', 'spec.analyses[0].name: Required value'),
  unread('dryrun-field-missing', 'spec.dryRun[0].metricName: Required value'),
  unread('retention-field-missing', 'spec.measurementRetention[1].metricName: Required value'),
  unread('metric-field-missing', 'spec.metrics[0].name: Required value'),
  unread('analysisrun-metrics-missing', 'spec.metrics: Required value'),
  unread('arg-name-missing', 'spec.args[0].name: Required value'),
  unread('secretkeyref-incomplete', 'spec.args[0].valueFrom.secretKeyRef.key: Required value'),
  unread('fieldref-incomplete', 'valueFrom.fieldRef.fieldPath: Required value'),
  unread('provider-field-missing', 'spec.metrics[0].provider.web.url: Required value'),
  unread('value-not-allowed', 'Unsupported value: "V2": supported values: "v1", "v2"'),
  unread('ro-required-fields', 'spec.strategy.blueGreen.activeService: Required value'),
  unread('ro-replicas-negative', '.spec.replicas: Invalid value: -1: should be a non-negative integer', 'lint'),
  unread('required-field', 'metadata.name: Required value: name or generateName is required'),
  unread('placeholder-in-typed-field', 'provider.web.timeoutSeconds in body must be of type integer: "string"', 'trap'),
  unread(
    'prometheus-basicauth-incomplete',
    'unknown field "spec.metrics[0].provider.prometheus.authentication.basicAuth"',
    'run',
    {
      instead: {
        because: 'the field comes with the release after 1.10: until then the API server knows neither half of it',
        bad: basicAuth('basicAuth: { username: shop }'),
        fixed: basicAuth('sigv4: {}'),
      },
    },
  ),
  unread('field-version', 'unknown field "spec.metrics[0].provider.prometheus.authentication.basicAuth"'),
  unread('field-case', 'unknown field "spec.metrics[0].failurelimit"', 'trap'),
  unread('field-wrong-level', 'unknown field "spec.metrics[0].provider.web.count"', 'trap'),
  unread('step-exp-retention', 'unknown field "spec.strategy.canary.steps[0].experiment.measurementRetention"', 'trap'),
  unread('ro-deployment-strategy', 'unknown field "spec.strategy.rollingUpdate"', 'trap'),
  unread('step-threshold-as-step', 'unknown field "spec.strategy.canary.steps[1].replicaProgressThreshold"', 'trap'),
  unread('unknown-field-rollout', 'unknown field "spec.replica"', 'lint', {
    instead: {
      because: 'unknown-field tells it for every kind; this is the Rollout',
      bad: rollout('replica: 3'),
      fixed: rollout('replicas: 3'),
    },
  }),
  unread('exp-selector-missing', 'spec.templates[0].selector: Required value', 'apply', {
    instead: {
      because: 'exp-template-field-missing tells it; Argo names it apart',
      bad: experiment(''),
      fixed: experiment('selector: { matchLabels: { app: a } }, '),
    },
  }),
  unread('datadog-enum', 'Unsupported value: "p99"', 'apply', {
    instead: {
      because: 'value-not-allowed tells it for every field',
      bad: datadog('p99'),
      fixed: datadog('avg'),
    },
  }),
];

function basicAuth(authentication: string): string {
  return templateWith(`prometheus: { address: "http://p:9090", query: up, authentication: { ${authentication} } }`);
}

function datadog(aggregator: string): string {
  return templateWith(`datadog: { apiVersion: v2, query: "avg:up{*}", aggregator: ${aggregator} }`);
}

function experiment(selector: string): string {
  return `
apiVersion: argoproj.io/v1alpha1
kind: Experiment
metadata: { name: e }
spec:
  templates: [{ name: a, ${selector}template: { metadata: { labels: { app: a } }, spec: { containers: [{ name: c, image: i }] } } }]
`;
}

function rollout(replicas: string): string {
  return `
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: r }
spec:
  ${replicas}
  selector: { matchLabels: { app: a } }
  template: { metadata: { labels: { app: a } }, spec: { containers: [{ name: c, image: i }] } }
  strategy: { canary: {} }
`;
}
