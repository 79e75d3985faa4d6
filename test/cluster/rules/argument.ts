/** Args and placeholders: what is passed, what is resolved, what is merged. */
import { answers, ends, makes, neverStarts, passes, sees } from './outcomes.ts';
import type { Level, Proof, Staging } from './proof.ts';

const HOST = { args: { host: 'shop', port: '8080', latency: '5', hosts: 'shop' } };
const UNRESOLVED = 'Unable to resolve metric arguments: ';
/** Short enough for an Experiment to end. */
const SOON = { minute: 0.3 };

function unresolved(rule: string, message: string, level: Level = 'run', staging: Staging = HOST): Proof {
  return { rule, level, bad: neverStarts(UNRESOLVED + message), fixed: answers(), staging };
}

/** The Experiment cannot make its run. */
function uncreated(rule: string, message: string, level: Level = 'run'): Proof {
  const bad = ends('Experiment', 'Error', `Failed to create AnalysisRun for analysis '${message}`);
  return { rule, level, bad, fixed: makes('AnalysisRun') };
}

function shadowed(value: string): string {
  return `
apiVersion: argoproj.io/v1alpha1
kind: Experiment
metadata: { name: e }
spec:
  templates:
    - name: a
      selector: { matchLabels: { app: a } }
      template: { metadata: { labels: { app: a } }, spec: { containers: [{ name: c, image: i }] } }
  analyses: [{ name: x, templateName: t, requiredForCompletion: true${value} }]
---
apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata: { name: t }
spec:
  args: [{ name: host, ${value === '' ? 'value: of-the-caller' : 'valueFrom: { secretKeyRef: { name: shop, key: host } }'} }]
  metrics: [{ name: m, provider: { prometheus: { address: "http://p:9090", query: 'up{host="{{args.host}}"}' } } }]
`;
}

/** The query as it was sent holds this. */
function queried(metric: string, wanted: string) {
  return sees(`the status shows the query with ${wanted}`, seen =>
    seen
      .names('AnalysisRun')
      .some(run =>
        String(
          seen.value(`AnalysisRun/${run}`, `status.metricResults[${metric}].metadata.ResolvedPrometheusQuery`),
        ).includes(wanted),
      ),
  );
}

export const argumentProofs: readonly Proof[] = [
  {
    rule: 'arg-two-sources',
    level: 'trap',
    bad: answers(),
    same: 'the Secret is taken, and nothing in the status says so',
  },
  {
    rule: 'arg-name-duplicate',
    level: 'trap',
    bad: ends('Experiment', 'Error', 'Argument `host` specified multiple times with different values'),
    fixed: makes('AnalysisRun'),
    staging: { byExperiment: true },
  },
  {
    rule: 'template-cycle',
    level: 'trap',
    bad: {
      says: 'the controller dies: "stack overflow"',
      holds: ({ log }) => log.includes('fatal error: stack overflow'),
    },
    fixed: makes('AnalysisRun'),
    staging: { endsController: true },
  },
  unresolved('arg-undeclared', 'failed to resolve {{args.latency}}'),
  unresolved('placeholder-unknown', 'failed to resolve {{ user }}'),
  unresolved('placeholder-unclosed', 'failed to resolve {{args.host:8080/health'),
  unresolved('placeholder-triple-brace', 'failed to resolve {{{args.host}}'),
  unresolved('arg-not-supplied', 'argument "host" was not supplied', 'run', {}),
  unresolved('arg-fieldref-unsupported', 'argument "host" was not supplied'),
  unresolved('secret-key-not-found', "key 'tokn' does not exist in secret 'shop'", 'run', {}),
  unresolved('arg-name-spaces', 'failed to resolve {{args.host}}', 'trap', {}),
  unresolved('arg-wrong-prefix', 'failed to resolve {{arg.port}}', 'trap'),
  uncreated('exp-arg-unresolved', "health': args.host was not resolved"),
  uncreated('exp-arg-placeholder-unknown', "health': failed to resolve {{ templates.canary.name }}"),
  uncreated('exp-arg-finishedat-without-duration', "health': failed to resolve {{experiment.finishedAt}}"),
  uncreated('merge-metric-conflict', "x': two metrics have the same name 'health'"),
  uncreated(
    'merge-arg-conflict',
    "x': Argument `host` specified multiple times with different values: 'shop-a', 'shop-b'",
  ),
  uncreated('merge-dryrun-conflict', "x': two Dry-Run metric rules have the same name '^health$'"),
  uncreated('merge-retention-conflict', "x': two Measurement Retention metric rules have the same name '.*'"),
  {
    rule: 'secret-not-found',
    level: 'run',
    bad: neverStarts(`${UNRESOLVED}secrets "absent" not found`),
    fixed: answers(),
    staging: {
      unaided: true,
      also: 'apiVersion: v1\nkind: Secret\nmetadata: { name: shop }\nstringData: { token: t }\n',
      instead: {
        because: 'the rules speak of keys; a missing Secret is found in the cluster',
        bad: secretOf('absent'),
        fixed: secretOf('shop'),
      },
    },
  },
  {
    rule: 'placeholder-not-substituted',
    level: 'trap',
    bad: ends('Experiment', 'Error', 'Invalid value: "{{templates.canary.podTemplateHash}}"'),
    fixed: ends('Experiment', 'Successful'),
    staging: SOON,
  },
  {
    rule: 'analysis-scope-mismatch',
    level: 'trap',
    bad: ends('Experiment', 'Error', 'analysistemplate.argoproj.io "health" not found'),
    fixed: ends('Experiment', 'Successful'),
    staging: SOON,
  },
  {
    rule: 'analysis-other-namespace',
    level: 'trap',
    bad: ends('Experiment', 'Error', 'analysistemplate.argoproj.io "health" not found'),
    fixed: ends('Experiment', 'Successful'),
    staging: SOON,
  },
  {
    rule: 'arg-unused',
    level: 'trap',
    bad: ends('AnalysisRun', 'Successful'),
    same: 'an arg with a default that nothing uses does nothing',
    staging: { ...HOST, ...SOON },
  },
  {
    rule: 'arg-empty-value',
    level: 'trap',
    bad: ends('AnalysisRun', 'Successful'),
    fixed: ends('AnalysisRun', 'Error', 'argument "host" was not supplied'),
    staging: SOON,
  },
  {
    rule: 'arg-passed-unknown',
    level: 'trap',
    bad: passes('host', /^shop$/, 'shop'),
    fixed: passes('host', /^shop\.default\.svc$/, 'shop.default.svc'),
    staging: SOON,
  },
  {
    rule: 'arg-value-has-placeholder',
    level: 'trap',
    bad: queried('m', 'up{host="shop:{{args.port}}"}'),
    fixed: queried('m', 'up{host="shop:8080"}'),
    staging: {
      instead: {
        because: 'the status shows what a Prometheus metric asked, and not what a web metric did',
        bad: literal('shop:{{args.port}}'),
        fixed: literal('shop:8080'),
      },
    },
  },
  {
    rule: 'arg-secret-shadows-value',
    level: 'trap',
    bad: queried('m', 'up{host="of-the-secret"}'),
    fixed: queried('m', 'up{host="of-the-caller"}'),
    staging: {
      instead: {
        because: 'the status shows what a Prometheus metric asked, and not what a web metric did',
        bad: shadowed(', args: [{ name: host, value: of-the-caller }]'),
        fixed: shadowed(''),
      },
    },
  },
  {
    rule: 'secret-in-query',
    level: 'trap',
    bad: queried('rate', 'of-the-secret'),
    fixed: queried('rate', 'up{tenant="shop"}'),
  },
  {
    rule: 'exp-arg-valuefrom-dropped',
    level: 'trap',
    bad: passes('host', /^shop\.default\.svc$/, 'shop.default.svc'),
    same: 'valueFrom is dropped, the value alone is passed',
    staging: SOON,
  },
];

function secretOf(name: string): string {
  return `
apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata: { name: t }
spec:
  args: [{ name: token, valueFrom: { secretKeyRef: { name: ${name}, key: token } } }]
  metrics: [{ name: m, provider: { web: { url: "http://shop/{{args.token}}", jsonPath: "{$.status}" } } }]
`;
}

function literal(host: string): string {
  return `
apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata: { name: t }
spec:
  args: [{ name: port, value: "8080" }, { name: host, value: "${host}" }]
  metrics: [{ name: m, provider: { prometheus: { address: "http://p:9090", query: 'up{host="{{args.host}}"}' } } }]
`;
}
