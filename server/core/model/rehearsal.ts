/** Reads a Rehearsal: the scenario it says, and what of it cannot be read. */
import { parseGoDuration } from '../kube/duration.ts';
import type {
  AnalysisScenario,
  AnswerValue,
  MetricAnswer,
  MetricScenario,
  PodScenario,
  Scenario,
  TimedAnswer,
} from '../lifecycle/spec/scenario.ts';
import {
  itemsAt,
  resolveAlias,
  scalarAt,
  stringAt,
  valueAt,
  type YamlMap,
  type YamlNode,
  type YamlScalar,
} from '../yaml/node.ts';
import { maps } from './analysis.ts';
import { toPlain } from './go-json.ts';
import { numberAt } from './reading.ts';

export const REHEARSAL_KIND = 'Rehearsal';

/** A text of a Rehearsal that names something, or says a time. */
export interface RehearsalName {
  readonly what: 'experiment' | 'template' | 'analysis';
  readonly scalar: YamlScalar;
}

export interface RehearsedMetricName {
  readonly analysis: string;
  readonly scalar: YamlScalar;
}

export interface UnreadTime {
  readonly scalar: YamlScalar;
  /** Go's message; `negative`: a time before the beginning. */
  readonly reason: string;
}

export interface Rehearsal {
  readonly title: string;
  /** Absent: it is about any Experiment. */
  readonly experiment?: string;
  /** What it does not say is absent. */
  readonly scenario: Partial<Scenario>;
  readonly names: readonly RehearsalName[];
  readonly metricNames: readonly RehearsedMetricName[];
  readonly unread: readonly UnreadTime[];
}

const READY_AFTER_MS = 4000;
const OUTCOME_MS = 60_000;
const OUTCOMES: readonly AnalysisScenario['outcome'][] = ['Successful', 'Failed', 'Error', 'Inconclusive', 'endless'];

/** What is neither a number nor `forever` is no number, which the rehearsal refuses. */
function readCrashes(node: YamlMap): Pick<PodScenario, 'crashes'> {
  if (!scalarAt(node, 'crashes')) return {};
  if (stringAt(node, 'crashes') === 'forever') return { crashes: 'forever' };
  return { crashes: numberAt(node, 'crashes') ?? Number.NaN };
}

export function readRehearsal(root: YamlNode | undefined): Rehearsal {
  return new Reader(root).read();
}

class Reader {
  readonly #spec: YamlNode | undefined;
  readonly #root: YamlNode | undefined;
  readonly #names: RehearsalName[] = [];
  readonly #metricNames: RehearsedMetricName[] = [];
  readonly #unread: UnreadTime[] = [];

  constructor(root: YamlNode | undefined) {
    this.#root = root;
    this.#spec = valueAt(root, 'spec');
  }

  read(): Rehearsal {
    const spec = this.#spec;
    const experiment = this.#name(spec, 'experiment', 'experiment');
    const title = stringAt(spec, 'title') ?? scalarAt(this.#root, 'metadata', 'name')?.text ?? 'rehearsal';
    const missing = itemsAt(spec, 'missingTemplates').flatMap(item => {
      const scalar = resolveAlias(item);
      if (scalar?.kind !== 'scalar' || scalar.value === null) return [];
      this.#names.push({ what: 'analysis', scalar });
      return [scalar.text];
    });
    const missingSecrets = itemsAt(spec, 'missingSecrets').flatMap(item => {
      const scalar = resolveAlias(item);
      return scalar?.kind === 'scalar' && scalar.value !== null ? [scalar.text] : [];
    });
    const scenario: Partial<Scenario> = {
      title,
      ...this.#pods(),
      ...this.#analyses(),
      metrics: this.#metrics(),
      ...(missing.length > 0 ? { missingTemplates: missing } : {}),
      ...(missingSecrets.length > 0 ? { missingSecrets } : {}),
      ...this.#time(spec, 'terminateAt', 'terminateAtMs'),
      ...this.#time(spec, 'retryAt', 'retryAtMs'),
      ...this.#time(spec, 'stopAfter', 'horizonMs'),
    };
    return {
      title,
      ...(experiment === undefined ? {} : { experiment }),
      scenario,
      names: this.#names,
      metricNames: this.#metricNames,
      unread: this.#unread,
    };
  }

  #pods(): Pick<Partial<Scenario>, 'pods' | 'defaultPods'> {
    const pods: Record<string, PodScenario> = {};
    let others: PodScenario | undefined;
    for (const { node } of maps(itemsAt(this.#spec, 'pods'))) {
      const template = this.#name(node, 'template', 'template');
      const neverReady = stringAt(node, 'neverReady');
      const own: PodScenario = {
        readyAfterMs: READY_AFTER_MS,
        ...this.#time(node, 'readyAfter', 'readyAfterMs'),
        ...this.#time(node, 'apart', 'apartMs'),
        ...this.#time(node, 'crashAfter', 'crashAfterMs'),
        ...this.#time(node, 'readyAgainAfter', 'readyAgainAfterMs'),
        ...(neverReady === undefined ? {} : { neverReady }),
        ...readCrashes(node),
      };
      if (template === undefined) others ??= own;
      else pods[template] = own;
    }
    return { pods, ...(others ? { defaultPods: others } : {}) };
  }

  #analyses(): Pick<Scenario, 'analyses'> {
    const analyses: Record<string, AnalysisScenario> = {};
    for (const { node } of maps(itemsAt(this.#spec, 'analyses'))) {
      const name = this.#name(node, 'analysis', 'analysis');
      const outcome = OUTCOMES.find(each => each === stringAt(node, 'outcome'));
      if (name === undefined || outcome === undefined) continue;
      const message = stringAt(node, 'message');
      analyses[name] = {
        outcome,
        afterMs: OUTCOME_MS,
        ...this.#time(node, 'after', 'afterMs'),
        ...(message === undefined ? {} : { message }),
      };
    }
    return { analyses };
  }

  #metrics(): Record<string, Record<string, MetricScenario>> {
    const metrics: Record<string, Record<string, MetricScenario>> = {};
    for (const { node } of maps(itemsAt(this.#spec, 'metrics'))) {
      const analysis = this.#name(node, 'analysis', 'analysis');
      const scalar = scalarAt(node, 'metric');
      if (analysis === undefined || !scalar) continue;
      this.#metricNames.push({ analysis, scalar });
      const inTurn = maps(itemsAt(node, 'inTurn')).map(each => this.#answer(each.node));
      const series: MetricScenario = inTurn.length > 0 ? { inTurn } : { overTime: this.#results(node) };
      const own = Object.hasOwn(metrics, analysis) ? metrics[analysis] : {};
      metrics[analysis] = { ...own, [scalar.text]: series };
    }
    return metrics;
  }

  /** Good before the first and after each that has an end before the next begins. */
  #results(metric: YamlMap): readonly TimedAnswer[] {
    const results = maps(itemsAt(metric, 'results'))
      .map(({ node }) => {
        const { fromMs } = { fromMs: 0, ...this.#time(node, 'from', 'fromMs') };
        const { forMs } = { forMs: Number.POSITIVE_INFINITY, ...this.#time(node, 'for', 'forMs') };
        return { fromMs, untilMs: fromMs + forMs, answer: this.#answer(node) };
      })
      .sort((a, b) => a.fromMs - b.fromMs);
    return results.flatMap(({ fromMs, untilMs, answer }, index): readonly TimedAnswer[] => {
      const next = results[index + 1]?.fromMs ?? Number.POSITIVE_INFINITY;
      const begun = { fromMs, answer };
      return untilMs < next ? [begun, { fromMs: untilMs, answer: { kind: 'good' } }] : [begun];
    });
  }

  #answer(node: YamlMap): MetricAnswer {
    const takes = this.#time(node, 'takes', 'takesMs');
    const value = valueAt(node, 'value');
    // What stands in YAML is what a provider can answer.
    if (value !== undefined) return { kind: 'value', value: toPlain(value) as AnswerValue, ...takes };
    const word = stringAt(node, 'answer');
    switch (word) {
      case 'bad':
      case 'nothing':
      case 'nan':
        return { kind: word, ...takes };
      case 'error':
        return { kind: 'error', message: stringAt(node, 'message') ?? 'the provider does not answer', ...takes };
      case 'inconclusive':
        return { kind: 'phase', phase: 'Inconclusive', ...takes };
      default:
        return { kind: 'good', ...takes };
    }
  }

  #name(node: YamlNode | undefined, field: string, what: RehearsalName['what']): string | undefined {
    const scalar = scalarAt(node, field);
    if (!scalar) return undefined;
    this.#names.push({ what, scalar });
    return scalar.text;
  }

  /** A time as milliseconds under another name; empty: there is none, or it cannot be read. */
  #time<K extends string>(node: YamlNode | undefined, field: string, key: K): { readonly [_ in K]?: number } {
    const scalar = scalarAt(node, field);
    if (!scalar) return {};
    const parsed = parseGoDuration(scalar.text);
    const reason = parsed.ok ? (parsed.ms < 0 ? 'negative' : undefined) : parsed.message;
    if (reason === undefined && parsed.ok) return { [key]: Math.round(parsed.ms) } as { readonly [_ in K]?: number }; // a computed key
    this.#unread.push({ scalar, reason: reason ?? '' });
    return {};
  }
}
