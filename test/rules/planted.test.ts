/**
 * Mistakes that people really make, one in each text, by their row in the list of planted mistakes. Each is found under
 * its id, and nothing else is found but hints.
 */
import { describe, expect, it } from 'vitest';
import { newService } from '../support/service.ts';

interface Planted {
  readonly row: number;
  readonly what: string;
  /** What is found above hint, in the order of the text. */
  readonly expected: readonly string[];
  readonly text: string;
}

interface PodOptions {
  /** Label of the pods; default: the name of the template. */
  readonly app?: string;
  readonly selector?: string;
  /** Fields between the name and the pods. */
  readonly fields?: string;
  readonly ports?: string;
}

/** A template of an Experiment. */
function pods(name: string, { app = name, selector, fields = '', ports = '' }: PodOptions = {}): string {
  return `
    - name: ${name}
      ${fields}
      selector: ${selector ?? `{ matchLabels: { app: ${app} } }`}
      template:
        metadata: { labels: { app: ${app} } }
        spec: { containers: [{ name: shop, image: "shop:1.0"${ports} }] }`;
}

function experiment(fields: string, templates = pods('canary')): string {
  const list = templates === '[]' ? ' []' : templates;
  return `
apiVersion: argoproj.io/v1alpha1
kind: Experiment
metadata: { name: exp }
spec:
  ${fields}
  templates:${list}
`;
}

const MEASURED = 'interval: 1m, count: 5, initialDelay: 30s, failureLimit: 1, consecutiveErrorLimit: 2';

function metric(name = 'health', pace = MEASURED, url = 'http://shop.default.svc/health'): string {
  const provider = `{ web: { url: "${url}", jsonPath: "{$.status}" } }`;
  return `{ name: ${name}, ${pace}, successCondition: 'result == "ok"', provider: ${provider} }`;
}

function template(metrics: readonly string[], fields = '', name = 'health', kind = 'AnalysisTemplate'): string {
  return `
apiVersion: argoproj.io/v1alpha1
kind: ${kind}
metadata: { name: ${name} }
spec:
  ${fields}
  metrics:
${metrics.map(each => `    - ${each}`).join('\n')}
`;
}

function job(fields: string, restart: string): string {
  const pod = `{ ${restart} containers: [{ name: check, image: "check:1.0" }] }`;
  const spec = `{ backoffLimit: 0, activeDeadlineSeconds: 60, template: { spec: ${pod} } }`;
  return `{ name: smoke-test, ${fields ? `${fields}, ` : ''}provider: { job: { spec: ${spec} } } }`;
}

function asked(provider: string): string {
  return `{ name: errors, successCondition: 'default(result, 0) < 5', provider: { ${provider} } }`;
}

const health = template([metric()]);
const withHost = template([metric('health', MEASURED, 'http://{{args.host}}/health')], 'args: [{ name: host }]');
const slow = template([metric('health', MEASURED.replace('count: 5', 'count: 10'))]);
const endless = template([metric('health', MEASURED.replace('count: 5, ', ''))]);
const runs = 'analyses: [{ name: health, templateName: health }]';
const requires = 'analyses: [{ name: health, templateName: health, requiredForCompletion: true }]';

function passing(value: string, name = 'host', template = 'health'): string {
  return `analyses: [{ name: health, templateName: ${template}, args: [{ name: ${name}, ${value} }] }]`;
}

/** A Rollout with one step behind `before`; `routing`: of Istio, with the Services that it needs. */
function rollout(step: string, { before = '', routing = '' } = {}): string {
  return `
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: shop }
spec:
  selector: { matchLabels: { app: shop } }
  template:
    metadata: { labels: { app: shop } }
    spec: { containers: [{ name: shop, image: "shop:1.0", ports: [{ containerPort: 80 }] }] }
  strategy:
    canary:
      ${routing}
      steps:
        ${before}
        - ${step}
`;
}

const ISTIO =
  'canaryService: shop-canary\n      stableService: shop\n      trafficRouting: { istio: { virtualService: { name: shop } } }';

const PLANTED: readonly Planted[] = [
  {
    row: 1,
    what: 'two templates of one name',
    expected: ['exp-template-name-duplicate'],
    text: experiment('duration: 20m', pods('canary') + pods('canary', { app: 'other' })),
  },
  {
    row: 2,
    what: 'an empty selector',
    expected: ['exp-selector-empty'],
    text: experiment('duration: 20m', pods('canary', { selector: '{}' })),
  },
  {
    row: 3,
    what: 'a selector of other labels',
    expected: ['exp-selector-mismatch'],
    text: experiment('duration: 20m', pods('canary', { app: 'b', selector: '{ matchLabels: { app: a } }' })),
  },
  {
    row: 4,
    what: 'minReadySeconds above the default deadline',
    expected: ['exp-min-ready-exceeds-deadline'],
    text: experiment('duration: 20m', pods('canary', { fields: 'minReadySeconds: 700' })),
  },
  { row: 5, what: 'days', expected: ['exp-duration-invalid'], text: experiment('duration: 5d') },
  {
    row: 6,
    what: 'no duration and nothing required',
    expected: ['exp-never-ends'],
    text: [experiment(runs), health].join('---'),
  },
  {
    row: 7,
    what: 'a required analysis without count',
    expected: ['exp-required-endless'],
    text: [experiment(requires), endless].join('---'),
  },
  {
    row: 8,
    what: 'a required analysis longer than the duration',
    expected: ['exp-required-outlives-pods'],
    text: [experiment(`duration: 2m\n  ${requires}`), slow].join('---'),
  },
  {
    row: 9,
    what: 'an optional analysis longer than the duration',
    expected: ['exp-optional-cut-off'],
    text: [experiment(`duration: 2m\n  ${runs}`), slow].join('---'),
  },
  {
    row: 10,
    what: 'a short required analysis beside a long optional one',
    expected: ['exp-required-mixed-hang'],
    text: [
      experiment(
        'duration: 1h\n  analyses: [{ name: once, templateName: once, requiredForCompletion: true }, { name: health, templateName: health }]',
      ),
      slow,
      template([metric('once', 'count: 1, initialDelay: 30s')], '', 'once'),
    ].join('---'),
  },
  {
    row: 11,
    what: 'terminate in the file',
    expected: ['exp-terminate-committed'],
    text: experiment('duration: 20m\n  terminate: true'),
  },
  { row: 12, what: 'no templates', expected: ['exp-templates-empty'], text: experiment('duration: 20m', '[]') },
  {
    row: 13,
    what: 'a Service without ports',
    expected: ['exp-service-without-ports'],
    text: experiment('duration: 20m', pods('canary', { fields: 'service: {}' })),
  },
  {
    row: 14,
    what: 'a host without Service',
    expected: ['exp-host-without-service'],
    text: [
      experiment(`duration: 20m\n  ${passing('value: "http://exp-canary:8080"')}`),
      template([metric('health', MEASURED, '{{args.host}}/health')], 'args: [{ name: host }]'),
    ].join('---'),
  },
  {
    row: 15,
    what: 'valueFrom in an arg of an Experiment',
    expected: ['exp-arg-valuefrom-dropped'],
    text: [
      experiment(`duration: 20m\n  ${passing('valueFrom: { secretKeyRef: { name: shop, key: host } }')}`),
      withHost,
    ].join('---'),
  },
  {
    row: 16,
    what: 'a misspelt template in a placeholder',
    expected: ['exp-arg-placeholder-unknown'],
    text: [experiment(`duration: 20m\n  ${passing('value: "{{templates.canry.podTemplateHash}}"')}`), withHost].join(
      '---',
    ),
  },
  {
    row: 17,
    what: 'finishedAt without duration',
    expected: ['exp-arg-finishedat-without-duration'],
    text: [
      experiment(passing('value: "{{experiment.finishedAt}}"').replace('args:', 'requiredForCompletion: true, args:')),
      withHost,
    ].join('---'),
  },
  {
    row: 18,
    what: 'a misspelt arg',
    expected: ['exp-arg-unresolved', 'arg-passed-unknown'],
    text: [experiment(`duration: 20m\n  ${passing('value: shop', 'hosts')}`), withHost].join('---'),
  },
  {
    row: 19,
    what: 'an arg that is not passed',
    expected: ['exp-arg-unresolved'],
    text: [experiment(`duration: 20m\n  ${runs}`), withHost].join('---'),
  },
  {
    row: 20,
    what: 'a cluster template without clusterScope',
    expected: ['analysis-scope-mismatch'],
    text: [experiment(`duration: 20m\n  ${runs}`), template([metric()], '', 'health', 'ClusterAnalysisTemplate')].join(
      '---',
    ),
  },
  {
    row: 21,
    what: 'two ports without names behind a Service',
    expected: ['exp-service-ports-unnamed', 'exp-service-ports-unnamed'],
    text: experiment(
      'duration: 20m',
      pods('canary', { fields: 'service: {}', ports: ', ports: [{ containerPort: 80 }, { containerPort: 90 }]' }),
    ),
  },
  {
    row: 22,
    what: 'a star as a dry-run rule',
    expected: ['dryrun-star'],
    text: [experiment(`duration: 20m\n  ${runs}\n  dryRun: [{ metricName: "*" }]`), health].join('---'),
  },
  {
    row: 23,
    what: 'a dry-run rule for one of two analyses',
    expected: ['exp-dryrun-not-everywhere'],
    text: [
      experiment(
        'duration: 20m\n  analyses: [{ name: health, templateName: health }, { name: load, templateName: load }]\n  dryRun: [{ metricName: ^slow$ }]',
      ),
      template([metric(), metric('slow')]),
      template([metric('load')], '', 'load'),
    ].join('---'),
  },
  {
    row: 24,
    what: 'a number as the value of an arg',
    expected: ['arg-value-not-string'],
    text: template(
      [metric('health', MEASURED, 'http://shop:{{args.port}}/health')],
      'args: [{ name: port, value: 9090 }]',
    ),
  },
  {
    row: 25,
    what: 'an arg that is not declared',
    expected: ['arg-undeclared'],
    text: template([metric('health', MEASURED, 'http://shop/{{args.latency}}')]),
  },
  {
    row: 26,
    what: 'an arg that is never used',
    expected: ['arg-unused'],
    text: template([metric()], 'args: [{ name: host, value: shop }]'),
  },
  {
    row: 27,
    what: 'an empty default',
    expected: ['arg-empty-value'],
    text: template([metric('health', MEASURED, 'http://shop{{args.path}}')], 'args: [{ name: path, value: "" }]'),
  },
  {
    row: 28,
    what: 'a count without an interval',
    expected: ['metric-interval-required'],
    text: template([metric('health', 'count: 5')]),
  },
  {
    row: 29,
    what: 'a count below the limits',
    expected: ['metric-count-below-limits'],
    text: template([metric('health', 'count: 3, interval: 1m, failureLimit: 5')]),
  },
  {
    row: 30,
    what: 'as many failures as measurements',
    expected: ['metric-cannot-fail'],
    text: template([metric('health', 'count: 3, interval: 1m, failureLimit: 3')]),
  },
  {
    row: 31,
    what: 'no limit of failures, and no streak',
    expected: ['metric-limits-both-off'],
    text: template([metric('health', 'count: 3, interval: 1m, failureLimit: -1')]),
  },
  {
    row: 32,
    what: 'a streak of one measurement',
    expected: ['metric-consecutive-unreachable'],
    text: template([metric('health', 'consecutiveSuccessLimit: 3')]),
  },
  {
    row: 33,
    what: 'two providers',
    expected: ['metric-multiple-providers'],
    text: template([metric().replace('provider: {', 'provider: { prometheus: { query: up },')]),
  },
  {
    row: 34,
    what: 'no condition',
    expected: ['metric-no-condition'],
    text: template([metric().replace(`successCondition: 'result == "ok"', `, '')]),
  },
  {
    row: 42,
    what: 'a Job without restartPolicy',
    expected: ['job-restart-policy'],
    text: template([job('', '')]),
  },
  {
    row: 43,
    what: 'a condition on a Job',
    expected: ['metric-condition-ignored'],
    text: template([job("successCondition: 'result > 0'", 'restartPolicy: Never,')]),
  },
  {
    row: 44,
    what: 'a body with GET',
    expected: ['web-body-with-get'],
    text: template([metric().replace('jsonPath:', 'method: GET, body: check, jsonPath:')]),
  },
  {
    row: 45,
    what: 'no time for Prometheus',
    expected: ['prometheus-timeout-zero'],
    text: template([asked('prometheus: { address: "http://prometheus:9090", timeout: 0, query: scalar(sum(up)) }')]),
  },
  {
    row: 46,
    what: 'two queries without a formula',
    expected: ['datadog-queries-without-formula'],
    text: template([asked('datadog: { apiVersion: v2, queries: { a: "sum:a{*}", b: "sum:b{*}" } }')]),
  },
  {
    row: 47,
    what: 'two templates that nest each other',
    expected: ['template-cycle', 'template-cycle'],
    text: [
      template([metric('a')], 'templates: [{ templateName: b }]', 'a'),
      template([metric('b')], 'templates: [{ templateName: a }]', 'b'),
    ].join('---'),
  },
  {
    row: 48,
    what: 'a run whose arg has no value',
    expected: ['arg-not-supplied'],
    text: withHost.replace('AnalysisTemplate', 'AnalysisRun'),
  },
  {
    row: 50,
    what: 'a step whose template takes its pods from nowhere',
    expected: ['step-exp-specref'],
    text: rollout('experiment: { duration: 10m, templates: [{ name: baseline, specRef: baseline }] }'),
  },
  {
    row: 51,
    what: 'weights of more than all the traffic',
    expected: ['step-exp-weight-sum'],
    text: rollout(
      'experiment: { duration: 10m, templates: [{ name: a, specRef: stable, weight: 30 }, { name: b, specRef: canary, weight: 30 }] }',
      { before: '- setWeight: 60', routing: ISTIO },
    ),
  },
  {
    row: 52,
    what: 'the hash of the latest pods in lower case',
    expected: ['ro-arg-podhash-typo'],
    text: [
      rollout(
        'analysis: { templates: [{ templateName: health }], args: [{ name: host, valueFrom: { podTemplateHashValue: latest } }] }',
        { before: '- setWeight: 20' },
      ),
      withHost,
    ].join('---'),
  },
  {
    row: 53,
    what: 'a metric without an end in a step',
    expected: ['ro-inline-metric-endless'],
    text: [rollout('analysis: { templates: [{ templateName: health }] }'), endless].join('---'),
  },
  {
    row: 54,
    what: 'an analysis of no templates as a step',
    expected: ['analysis-templates-empty'],
    text: rollout('analysis: { templates: [] }'),
  },
  {
    row: 55,
    what: 'the strategy beside the spec, where it is wrong and not missing',
    expected: ['field-wrong-level'],
    text: rollout('setWeight: 20').replace(
      '  strategy:\n    canary:\n      \n      steps:\n        \n        - setWeight: 20',
      'strategy: { canary: { steps: [{ setWeight: 20 }] } }',
    ),
  },
  {
    row: 56,
    what: 'the progress threshold as a step',
    expected: ['step-threshold-as-step'],
    text: rollout('replicaProgressThreshold: { type: Percent, value: 90 }', { before: '- setWeight: 20' }),
  },
];

describe('planted mistakes', () => {
  it.each(PLANTED)('$row: $what', ({ expected, text }) => {
    const service = newService({ 'file:///planted.yaml': text });
    service.setComplete(true);
    const found = service.diagnose('file:///planted.yaml').filter(({ severity }) => severity !== 'hint');
    const inOrder = found.toSorted((a, b) => a.range.start - b.range.start);
    expect(inOrder.map(({ rule }) => rule)).toEqual(expected);
  });
});
