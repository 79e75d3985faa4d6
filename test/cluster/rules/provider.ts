/** Providers: what they say to a metric that they cannot measure. */
import { answers, both, ends, measurements, measures, sees, stays } from './outcomes.ts';
import type { Level, Outcome, Proof, Staging } from './proof.ts';
import { templateWith } from './template-text.ts';

/** Every measurement is an Error with this message; the fixed metric is measured. */
function unmeasured(rule: string, message: string | RegExp, rest: Partial<Proof> = {}): Proof {
  return { rule, level: 'run', bad: measures({ phase: 'Error', message }), fixed: answers(), ...rest };
}

/** The same where no such provider is there to measure what is fixed: it fails later, at the connection. */
function unasked(rule: string, message: string, later: string): Proof {
  return unmeasured(rule, message, { fixed: measures({ phase: 'Error', message: later }) });
}

/** Runs on, and nothing is different. */
function unnoticed(rule: string, same: string, level: Level = 'trap'): Proof {
  return { rule, level, bad: ends('AnalysisRun', 'Successful'), same };
}

const SPEC = '            template:\n              spec:';

/** How the pod of a Job is played. */
function playing(play: string): NonNullable<Staging['edits']> {
  return [[SPEC, `            template:\n              metadata: { annotations: { ${play} } }\n              spec:`]];
}

function jobs(count: number): Outcome {
  return sees(
    `${count} Job${count === 1 ? '' : 's'} for two metrics, both measured`,
    seen =>
      seen.names('Job').length === count &&
      new Set(
        measurements(seen)
          .filter(({ phase }) => phase !== 'Running')
          .map(({ metric }) => metric),
      ).size === 2,
  );
}

function trimming(limit: number): string {
  return `
apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata: { name: shop }
spec:
  measurementRetention: [{ metricName: quick, limit: ${limit} }]
  metrics:
    - name: quick
      interval: 1s
      count: 3
      provider: { job: { spec: { backoffLimit: 0, template: { spec: { restartPolicy: Never, containers: [{ name: c, image: i }] } } } } }
    - name: load-test
      consecutiveErrorLimit: 0
      provider:
        job:
          spec:
            backoffLimit: 0
            template:
              metadata: { annotations: { play/run-for: 60s } }
              spec: { restartPolicy: Never, containers: [{ name: c, image: i }] }
`;
}

/** The controller's last words. */
function dies(words: string): Outcome {
  return { says: `the controller dies: "${words}"`, holds: ({ log }) => log.includes(words) };
}

export const providerProofs: readonly Proof[] = [
  {
    rule: 'web-text-compared',
    level: 'trap',
    bad: both(measures({ phase: 'Successful' }, 'health'), measures({ phase: 'Successful' }, 'ready')),
    same: 'what is no JSON is Successful, whatever the condition says: the service has to answer otherwise',
    staging: { answers: [{ body: 'down' }] },
  },
  {
    rule: 'kayenta-lookback-crash',
    level: 'trap',
    bad: dies('invalid memory address or nil pointer dereference'),
    fixed: measures({ phase: 'Running' }),
    staging: { endsController: true },
  },
  unmeasured('prometheus-address-missing', 'prometheus address is not configured'),
  unmeasured('prometheus-address-not-url', 'prometheus address is not is url format'),
  unmeasured('prometheus-timeout-negative', 'prometheus timeout should not be negative'),
  unmeasured('prometheus-timeout-zero', 'context deadline exceeded', { level: 'trap' }),
  unmeasured('prometheus-query-missing', '', { level: 'trap' }),
  unmeasured('prometheus-range-invalid', 'failed to parse rangeQuery.start as time: bad number syntax: "1h"'),
  unnoticed('prometheus-sigv4-ignored', 'the request is not signed either way'),
  {
    rule: 'oauth2-incomplete',
    level: 'run',
    bad: measures({ phase: 'Error', message: 'missing mandatory parameter in metric for OAuth2 setup' }),
  },
  unmeasured('web-two-bodies', 'use either Body or JSONBody; both cannot exists for WebMetric payload'),
  unmeasured('web-body-with-get', 'Body/JSONBody can only be used with POST or PUT WebMetric Method types'),
  {
    rule: 'web-jsonpath-invalid',
    level: 'run',
    bad: measures({ phase: 'Failed', value: '$.data.status' }),
    fixed: measures({ phase: 'Successful', value: 'ok' }),
    staging: { answers: [{ data: { status: 'ok' } }] },
  },
  unmeasured('web-method-odd', 'received non 2xx response code: 400', { level: 'trap' }),
  unnoticed('web-auth-ignored', 'the request is not signed either way'),
  unmeasured('url-host-empty', 'dial tcp :8080', { level: 'trap', staging: { args: { host: 'shop' } } }),
  unmeasured('datadog-no-query', 'Must have either a query or queries.'),
  unmeasured('datadog-query-and-queries', 'Cannot have both a query and queries.'),
  unmeasured('datadog-v1-without-query', 'Query is empty. API Version v1 only supports using the query parameter'),
  unmeasured('datadog-formula-without-queries', 'Formula are only valid when queries are set.'),
  unmeasured('datadog-queries-without-formula', 'When multiple queries are provided you must include a formula.'),
  unmeasured('datadog-v1-aggregator', 'Aggregator is not supported in v1.'),
  unmeasured('datadog-interval-invalid', 'time: unknown unit "d" in duration "1d"'),
  unmeasured('datadog-timeout-invalid', 'Request timeout must be a positive duration'),
  unasked(
    'datadog-secret-name-missing',
    'secret name is required for namespaced credentials',
    'failed to find the credentials',
  ),
  unmeasured('datadog-grouped', 'json: cannot unmarshal array into Go struct field', { level: 'trap' }),
  unmeasured('newrelic-timeout-negative', 'timeout value needs to be a positive value'),
  { ...unasked('wavefront-address-scheme', 'API token not found', 'example.wavefront.com'), level: 'trap' },
  unmeasured('provider-secret-missing', 'secrets "influxdb" not found', {
    staging: {
      instead: {
        because: 'whether it is there is found in the cluster',
        bad: templateWith('influxdb: { query: q }'),
        fixed: templateWith('graphite: { address: "http://g", query: "target=a" }'),
      },
    },
  }),
  unmeasured('plugin-not-configured', 'plugin argoproj-labs/sample not configured in configmap', {
    staging: {
      minute: 0.1,
      instead: {
        because: 'this controller has no plugin at all',
        bad: templateWith('plugin: { argoproj-labs/sample: { query: q } }'),
        fixed: templateWith('graphite: { address: "http://g", query: "target=a" }'),
      },
    },
  }),
  {
    rule: 'graphite-whitespace',
    level: 'trap',
    bad: measures({ phase: 'Error', message: 'errorsoftheshop' }),
    fixed: measures({ phase: 'Error', message: 'errors-of-the-shop' }),
    staging: {
      edits: [
        ['http://graphite.monitoring', 'http://127.0.0.1:1/{{args.nowhere}}'],
        ['spec:\n', 'spec:\n  args: [{ name: nowhere, value: "" }]\n'],
      ],
    },
  },
  unmeasured('skywalking-interval-missing', 'time: invalid duration ""'),
  unasked('cloudwatch-interval-invalid', 'time: unknown unit "d" in duration "1d"', 'operation error CloudWatch'),
  unmeasured('graphite-target-missing', 'no values found', { level: 'trap' }),
  unmeasured('kayenta-scope-window', 'controlScope.start and experimentScope.start must both be set or be empty', {
    fixed: measures({ phase: 'Running' }),
  }),
  unmeasured('kayenta-interval-missing', 'Invalid duration ""', {
    fixed: measures({ phase: 'Running' }),
    staging: { minute: 60 },
  }),
  unmeasured(
    'job-restart-policy',
    'spec.template.spec.restartPolicy: Required value: valid values: "OnFailure", "Never"',
  ),
  unmeasured('job-pod-invalid', '`selector` not auto-generated'),
  unmeasured('job-metric-name-invalid', 'a lowercase RFC 1123 subdomain must consist of'),
  { rule: 'job-metric-names-share-prefix', level: 'trap', bad: jobs(1), fixed: jobs(2) },
  {
    rule: 'job-backoff-default',
    level: 'trap',
    bad: stays('AnalysisRun', 'Running', 16),
    fixed: ends('AnalysisRun', 'Failed'),
    staging: { edits: playing('play/exit: "1"') },
  },
  {
    rule: 'job-no-deadline',
    level: 'trap',
    bad: stays('AnalysisRun', 'Running', 16),
    fixed: ends('AnalysisRun', 'Failed'),
    staging: {
      edits: [...playing('play/run-for: 1h'), ['activeDeadlineSeconds: 300', 'activeDeadlineSeconds: 3']],
    },
  },
  {
    rule: 'job-ttl-short',
    level: 'trap',
    bad: measures({ phase: 'Error', message: /job\.batch ".*\.smoke-test\.1" not found/ }),
    fixed: ends('AnalysisRun', 'Successful'),
    staging: {
      edits: [...playing('play/run-for: 19s'), ['ttlSecondsAfterFinished: 10', 'ttlSecondsAfterFinished: 0']],
    },
  },
  {
    rule: 'job-trim-kills-siblings',
    level: 'trap',
    bad: measures({ phase: 'Error', message: /job\.batch ".*\.load-test\.1" not found/ }, 'load-test'),
    fixed: both(
      measures({ phase: 'Running' }, 'load-test'),
      sees(
        '3 quick measurements',
        seen =>
          measurements(seen).filter(({ metric, phase }) => metric === 'quick' && phase === 'Successful').length === 3,
      ),
    ),
    staging: {
      instead: {
        because: 'ten Jobs in turn take more than a minute; a retention of one trims after the second',
        bad: trimming(1),
        fixed: trimming(100),
      },
    },
  },
];
