import { formatDuration, formatGoDuration, parseGoDuration } from '../../kube/duration.ts';
import { CALLER_KINDS, type Metric } from '../../model/analysis.ts';
import type { JudgedCall, JudgedMetric } from '../../run/judge.ts';
import { insertEntry } from '../../yaml/edit.ts';
import { entryOf, type YamlMap, type YamlScalar } from '../../yaml/node.ts';
import { addField, addToMetric, rewrite } from '../engine/fix.ts';
import type { Fix, Related, Rule, RuleContext } from '../engine/rule.ts';

/** An analysis of an experiment, with all that decides which of the two ends first. */
interface TimedCall {
  readonly judged: JudgedCall;
  readonly name: YamlScalar;
  /** Where its experiment is written. */
  readonly body: YamlMap;
  readonly isRequired: boolean;
  /** Milliseconds; absent: the experiment has no duration. */
  readonly duration?: number;
  /** Where the duration is written. */
  readonly length?: YamlScalar;
  /** Some analysis of the experiment is required, or may be. */
  readonly hasRequired: boolean;
}

export const expOptionalEndlessMetric: Rule = {
  id: 'exp-optional-endless-metric',
  title: 'Endless analysis without a duration',
  docs: 'A metric with an interval and no `count` is measured until something stops it. In an Experiment without a duration nothing does, unless the analysis is required: it runs, and asks the backend, until somebody terminates it.',
  severity: 'info',
  kinds: CALLER_KINDS,
  needs: 'workspace',
  *check(context) {
    for (const { judged, name, body, isRequired, duration, hasRequired } of timedCalls(context)) {
      const endless = judged.endlessMetric;
      if (isRequired || hasRequired || duration !== undefined || !endless) continue;
      yield {
        range: name.range,
        message: `${told(endless)} without an end, and nothing ends this experiment: both go on until somebody terminates it. Give the metric a \`count\`, and the experiment a \`duration\`.`,
        related: related(endless),
        fixes: [...addDuration(context, body), ...addCount(context, endless)],
      };
    }
  },
};

export const expRequiredEndless: Rule = {
  id: 'exp-required-endless',
  title: 'Required analysis never succeeds',
  docs: 'A metric with an interval, without `count` and without `consecutiveSuccessLimit` can only end badly. An Experiment that requires it never becomes Successful; its `duration` takes the pods away all the same, and the analysis goes on measuring.',
  severity: 'error',
  kinds: CALLER_KINDS,
  needs: 'workspace',
  *check(context) {
    for (const { judged, name, isRequired } of timedCalls(context)) {
      const endless = judged.endlessMetric;
      if (!isRequired || !endless) continue;
      yield {
        range: name.range,
        message: `${told(endless)} without an end, so this required analysis never succeeds, and neither does the experiment. Give the metric a \`count\`, or a \`consecutiveSuccessLimit\`.`,
        related: related(endless),
        fixes: addCount(context, endless),
      };
    }
  },
};

export const expRequiredOutlivesPods: Rule = {
  id: 'exp-required-outlives-pods',
  title: 'Required analysis outlives the pods',
  docs: 'When the `duration` has passed the controller takes the pods and their Services away (after `scaleDownDelaySeconds`), while a required analysis goes on: it measures what is no longer there.',
  severity: 'warning',
  kinds: CALLER_KINDS,
  needs: 'workspace',
  *check(context) {
    for (const { judged, name, isRequired, duration, length } of timedCalls(context)) {
      const least = judged.bounds?.successful;
      if (!isRequired || duration === undefined || least === undefined) continue;
      if (!Number.isFinite(least) || least <= duration) continue;
      yield {
        range: name.range,
        message: `This required analysis takes at least ${formatDuration(least)}, and the pods are taken away after ${formatDuration(duration)}: the rest measures nothing. Raise \`duration\`, or leave it out.`,
        related: longest(judged),
        fixes: raise(length, least),
      };
    }
  },
};

export const expOptionalCutOff: Rule = {
  id: 'exp-optional-cut-off',
  title: 'Analysis is cut off by the duration',
  docs: 'An analysis that is not required is terminated when the `duration` has passed, and the Experiment is Successful whatever it had measured by then.',
  severity: 'warning',
  kinds: CALLER_KINDS,
  needs: 'workspace',
  *check(context) {
    for (const { judged, name, isRequired, duration, length } of timedCalls(context)) {
      const least = judged.bounds?.successful;
      if (isRequired || duration === undefined || least === undefined) continue;
      // Without an end is how people write what shall go on as long as the experiment does.
      if (!Number.isFinite(least) || least <= duration || delayed(judged, duration)) continue;
      yield {
        range: name.range,
        message: `This analysis takes at least ${formatDuration(least)}, and the experiment ends after ${formatDuration(duration)}: it is terminated, and the experiment is Successful whatever it has measured. Make it required, or raise \`duration\`.`,
        related: longest(judged),
        fixes: [...raise(length, least), ...require(context, judged)],
      };
    }
  },
};

export const expDelayExceedsDuration: Rule = {
  id: 'exp-delay-exceeds-duration',
  title: 'Analysis begins after the end',
  docs: 'A metric with an `initialDelay` as long as the `duration` of the Experiment is never measured when its analysis is not required: the run is terminated before, and is Successful.',
  severity: 'warning',
  kinds: CALLER_KINDS,
  needs: 'workspace',
  *check(context) {
    for (const { judged, name, isRequired, duration, length } of timedCalls(context)) {
      const late = duration === undefined ? undefined : delayed(judged, duration);
      if (isRequired || duration === undefined || !late) continue;
      yield {
        range: name.range,
        message: `${nameOf(late.written.what)} begins after ${formatDuration(delayOf(late.spec))}, and the experiment ends after ${formatDuration(duration)}: it is never measured, and counts as Successful. Shorten its \`initialDelay\`, or raise \`duration\`.`,
        related: related(late),
        fixes: raise(length, Math.max(delayOf(late.spec) + duration, finite(judged.bounds?.successful))),
      };
    }
  },
};

function* timedCalls({ isWhole, judgement }: RuleContext): Iterable<TimedCall> {
  if (!isWhole) return;
  for (const { body, calls } of judgement().experiments) {
    const parsed = body.duration && parseGoDuration(body.duration.text);
    // A duration of nothing, or one that does not parse, has a rule of its own.
    if (parsed && (!parsed.ok || parsed.ms <= 0)) continue;
    const hasRequired = body.analyses.some(call => call.requiredForCompletion !== false);
    for (const each of calls) {
      const { name, requiredForCompletion } = each.call;
      const isKnown = each.analysis.isCertain && each.analysis.metrics.length > 0;
      if (!name || !isKnown || requiredForCompletion === undefined) continue;
      const call = { judged: each, name, body: body.node, isRequired: requiredForCompletion, hasRequired };
      yield parsed ? { ...call, duration: parsed.ms, ...(body.duration ? { length: body.duration } : {}) } : call;
    }
  }
}

function delayed({ analysis, run }: JudgedCall, duration: number): JudgedMetric | undefined {
  const isLate = ({ spec, bounds }: JudgedMetric): boolean => bounds !== undefined && delayOf(spec) >= duration;
  return analysis.isCertain ? run.metrics.find(isLate) : undefined;
}

function delayOf({ initialDelayMs = 0 }: JudgedMetric['spec']): number {
  return initialDelayMs;
}

function addCount(context: RuleContext, { written }: JudgedMetric): readonly Fix[] {
  return addToMetric(context, written, 'count: ${1:5}', true);
}

function addDuration({ document }: RuleContext, body: YamlMap): readonly Fix[] {
  const edit = entryOf(body, 'duration') ? undefined : insertEntry(document.text, body, 'duration: ${1:20m}');
  return edit ? [{ title: 'Add a duration', edits: [edit], snippet: true }] : [];
}

function finite(ms: number | undefined): number {
  return ms !== undefined && Number.isFinite(ms) ? ms : 0;
}

/** To more than the pauses add up to: measurements take time themselves, and the last may begin as the experiment ends. */
function raise(duration: YamlScalar | undefined, ms: number): readonly Fix[] {
  const enough = ms + Math.max(ms / 10, 30_000);
  const step = enough < 300_000 ? 10_000 : 60_000;
  const text = formatGoDuration(Math.ceil(enough / step) * step);
  return duration ? rewrite(duration, text, `Raise \`duration\` to \`${text}\``) : [];
}

function require(context: RuleContext, { call }: JudgedCall): readonly Fix[] {
  return addField(context, [], call.node, 'requiredForCompletion: true').map(fix => ({
    ...fix,
    title: 'Make it required',
  }));
}

function told({ written }: JudgedMetric): string {
  return `${nameOf(written.what)} is measured`;
}

function nameOf({ name, index }: Metric): string {
  return name ? `Metric \`${name.text}\`` : `Metric ${index + 1}`;
}

function related({ written: { what, at } }: JudgedMetric): readonly Related[] {
  return what.name ? [{ in: at, range: what.name.range, message: 'the metric' }] : [];
}

/** The metric that takes longest. */
function longest({ run }: JudgedCall): readonly Related[] {
  const [first] = run.metrics.toSorted((a, b) => finite(b.bounds?.successful) - finite(a.bounds?.successful));
  return first ? related(first) : [];
}
