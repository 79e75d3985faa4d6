import type { ProviderMetric } from '../../model/providers/metrics-of.ts';
import { numberAt } from '../../model/reading.ts';
import { entryOf, scalarAt, valueAt, type YamlMap } from '../../yaml/node.ts';
import { addField, replaceWith } from '../engine/fix.ts';
import { providerRule } from '../engine/provider-rule.ts';

/** Seconds after which a finished Job is surely read. */
const SAFE_TTL = 300;
/** A Job that may take an hour is read up to this many seconds late. */
const HOUR = 3_600;

export const jobBackoffDefault = providerRule('job', {
  id: 'job-backoff-default',
  title: 'Job is retried six times',
  docs: 'Without `backoffLimit` Kubernetes retries a failing Job 6 times, with growing pauses: a check that fails at once is Failed after more than ten minutes only.',
  severity: 'info',
  *check(asked, context) {
    const job = specWithout(asked, 'backoffLimit');
    if (job)
      yield {
        range: job.range,
        message:
          'Without `backoffLimit` a failing Job is retried 6 times, with growing pauses: it is Failed after more than ten minutes. Write `backoffLimit: 0`, or 1.',
        fixes: addField(context, job.path, job.spec, 'backoffLimit: 0'),
      };
  },
});

export const jobNoDeadline = providerRule('job', {
  id: 'job-no-deadline',
  title: 'Job without a deadline',
  docs: 'Measurements have no time limit of their own. A Job that hangs keeps the metric, the run and the Experiment Running until `activeDeadlineSeconds` ends it. Most Jobs end by themselves, so this is only advice.',
  severity: 'info',
  *check(asked, context) {
    const job = specWithout(asked, 'activeDeadlineSeconds');
    // A deadline of the pod ends it as well.
    if (!job || valueAt(job.spec, 'template', 'spec', 'activeDeadlineSeconds')) return;
    yield {
      range: job.range,
      message:
        'A Job that hangs keeps the run Running forever: measurements have no time limit of their own. Add `activeDeadlineSeconds`, such as `300`.',
      fixes: addField(context, job.path, job.spec, 'activeDeadlineSeconds: 300'),
    };
  },
});

export const jobTtlShort = providerRule('job', {
  id: 'job-ttl-short',
  title: 'Job is removed before it is read',
  docs: 'Since 1.10 the controller looks at a Job at growing distances, and finds a finished one some time later only. With a small `ttlSecondsAfterFinished` Kubernetes has removed it by then, and the measurement is Error.',
  severity: 'warning',
  isPartial: true,
  *check({ provider }, { settings }) {
    if (settings.argoVersion !== '1.10' && settings.argoVersion !== 'next') return;
    const spec = valueAt(provider, 'spec');
    const ttl = scalarAt(spec, 'ttlSecondsAfterFinished');
    const seconds = numberAt(spec, 'ttlSecondsAfterFinished');
    const deadline = numberAt(spec, 'activeDeadlineSeconds') ?? HOUR;
    // A Job that has run for t seconds is looked at again after the root of 2t.
    const late = Math.ceil(Math.sqrt(2 * Math.max(1, deadline))) + 5;
    if (!ttl || seconds === undefined || seconds >= late) return;
    yield {
      range: ttl.range,
      message: `The controller may find the finished Job ${late} s later only, and Kubernetes removes it after ${seconds} s: then the measurement is Error. Write at least \`${SAFE_TTL}\`.`,
      fixes: replaceWith(String(Math.max(SAFE_TTL, late)), ttl.range),
    };
  },
});

export const jobRestartOnFailure = providerRule('job', {
  id: 'job-restart-on-failure',
  title: 'Logs of failed tries are lost',
  docs: 'With `restartPolicy: OnFailure` the container is restarted in the same pod, and when the Job gives up the pod is deleted: the logs of the failures are lost. With `Never` each try has a pod of its own.',
  severity: 'info',
  isPartial: true,
  *check({ provider }) {
    const policy = scalarAt(provider, 'spec', 'template', 'spec', 'restartPolicy');
    if (policy?.value !== 'OnFailure') return;
    yield {
      range: policy.range,
      message:
        'The container is restarted in the same pod, and the logs of its failures are lost with it. Write `Never`: each try has a pod of its own then.',
      fixes: replaceWith('Never', policy.range),
    };
  },
});

interface JobSpec {
  readonly spec: YamlMap;
  readonly path: readonly (string | number)[];
  /** The key under which it stands. */
  readonly range: YamlMap['range'];
}

function specWithout({ provider, path }: ProviderMetric, field: string): JobSpec | undefined {
  const spec = valueAt(provider, 'spec');
  const entry = entryOf(provider, 'spec');
  if (spec?.kind !== 'map' || !entry || entryOf(spec, field)) return undefined;
  return { spec, path: [...path, 'spec'], range: entry.key.range };
}
