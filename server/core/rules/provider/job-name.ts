import { jobNamePart, refuseJobNamePart } from '../../kube/job-name.ts';
import { ANALYSIS_KINDS, type Metric, TEMPLATE_KINDS } from '../../model/analysis.ts';
import { readLimits } from '../../model/metric-limits.ts';
import { metricsOf } from '../../model/providers/metrics-of.ts';
import type { From } from '../../workspace/resolve.ts';
import { valueAt } from '../../yaml/node.ts';
import { replaceWith } from '../engine/fix.ts';
import { providerRule } from '../engine/provider-rule.ts';
import type { Finding, Rule } from '../engine/rule.ts';

/** A metric without an end comes to numbers of this many digits soon enough. */
const SOON = 100;

export const jobMetricNameInvalid = providerRule('job', {
  id: 'job-metric-name-invalid',
  title: 'Name of a job metric that no Job can have',
  docs: 'The name of a job metric, cut to 24 characters (23 from the tenth measurement on), is part of the name of its Job: lower case letters, digits, `-` and `.`, beginning and ending with a letter or digit. Otherwise the API server refuses the Job, and the measurement is Error.',
  isPartial: true,
  *check({ metric }) {
    const { name } = metric;
    if (typeof name?.value !== 'string' || name.text.includes('{{')) return;
    const wrong = numbersOf(metric)
      .map(number => jobNamePart(name.text, number))
      .find(part => refuseJobNamePart(part) !== undefined);
    if (wrong === undefined) return;
    const isCut = wrong !== name.text;
    const advice = adviseName(name.text);
    yield {
      range: name.range,
      message: `The name becomes part of the name of a Job${isCut ? `, cut to \`${wrong}\`` : ''}, which holds lower case letters, digits, \`-\` and \`.\` only, and begins and ends with a letter or digit: the API server refuses the Job, and the measurement is Error.${advice === undefined ? ' Write another name.' : ` Write \`${advice}\`.`}`,
      fixes: replaceWith(advice, name.range),
    };
  },
});

export const jobMetricNamesSharePrefix: Rule = {
  id: 'job-metric-names-share-prefix',
  title: 'Two job metrics share one Job',
  docs: 'The name of a Job holds only the first 24 characters of the name of its metric (23 from the tenth measurement on). Two job metrics of one run that agree in them share the Job: the second takes over the result of the first, and its own Job never runs. Seen on Argo Rollouts 1.10.2.',
  severity: 'error',
  kinds: ANALYSIS_KINDS,
  needs: 'workspace',
  *check({ root, file, document, merged }): Iterable<Finding> {
    const at = { file, document };
    const isTemplate = TEMPLATE_KINDS.includes(document.content.identity.kind);
    const own = metricsOf(root, 'job').map(({ metric }): From<Metric> => ({ what: metric, at }));
    const others = isTemplate ? (merged()?.metrics ?? []).filter(each => each.at.document !== document) : [];
    const first = new Map<string, From<Metric>>();
    for (const metric of [...others.filter(({ what }) => isJob(what)), ...own]) {
      const { name } = metric.what;
      if (typeof name?.value !== 'string' || name.text === '' || name.text.includes('{{')) continue;
      const jobs = numbersOf(metric.what).map(number => `${jobNamePart(name.text, number)}.${number}`);
      const twin = jobs.map(job => first.get(job)).find(each => each && each.what.name?.text !== name.text);
      for (const job of jobs) if (!first.has(job)) first.set(job, metric);
      if (!twin?.what.name || metric.at.document !== document) continue;
      yield {
        range: name.range,
        message: `\`${twin.what.name.text}\` begins with the same 24 characters, and both share one Job: this metric takes over the result of the other, and its own Job never runs. Let the names differ in their first 23 characters.`,
        related: [{ in: twin.at, range: twin.what.name.range, message: 'the other metric' }],
      };
    }
  },
};

function isJob({ node }: Metric): boolean {
  return valueAt(node, 'provider', 'job')?.kind === 'map';
}

/** A measurement of each length of number that the metric comes to. */
function numbersOf({ node }: Metric): readonly number[] {
  const { measurements = 1 } = readLimits(node);
  const last = measurements === 'endless' ? SOON : measurements;
  return [1, 10, 100, 1_000].filter(number => number <= Math.max(1, last));
}

/** Undefined: nothing of the name can be kept, or it is too long to tell. */
function adviseName(name: string): string | undefined {
  const advice = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9.-]+/g, '-')
    .replaceAll(/[.-]*\.[.-]*/g, '.')
    .replaceAll(/^[.-]+|[.-]+$/g, '');
  const parts = [1, 10, 100].map(number => jobNamePart(advice, number));
  return advice === name || parts.some(part => refuseJobNamePart(part) !== undefined) ? undefined : advice;
}
