/**
 * Values are followed to where they are used: what a caller passes, what a template has for a default and what a run is given is put into the
 * metrics, and the rules about metrics are asked again. What they find because of it stands at the value.
 */
import type { Severity } from '../../env.ts';
import {
  ANALYSIS_KINDS,
  type Arg,
  CALLER_KINDS,
  type Metric,
  readAnalysis,
  TEMPLATE_KINDS,
} from '../../model/analysis.ts';
import { argsIn } from '../../run/fill-args.ts';
import { variablesIn } from '../../templating/tokens.ts';
import { isInside } from '../../text/range.ts';
import type { From } from '../../workspace/resolve.ts';
import { resolveCalls } from '../../workspace/resolved-call.ts';
import type { YamlScalar } from '../../yaml/node.ts';
import { editScalar } from '../../yaml/scalar-edit.ts';
import { mapScalar } from '../../yaml/scalar-source.ts';
import { type Filled, fillMetrics, type MetricPath, nodeAt, pathAt } from './filled-metrics.ts';
import type { Finding, Fix, Related, Rule, RuleContext } from './rule.ts';

/** A finding of a rule about metrics. */
export interface Asked extends Finding {
  readonly rule: Rule;
  readonly severity: Severity;
}

/** What the rules about metrics find in a document that is made of filled metrics. */
export type AskMetrics = (filled: Filled) => readonly Asked[];

/** Metrics, and what is known of the args in them. */
interface Use {
  readonly metrics: readonly From<Metric>[];
  readonly values: ReadonlyMap<string, Value>;
}

interface Value {
  readonly text: string;
  /** Where it is written, if that is in the document that is asked about. */
  readonly own?: YamlScalar;
}

export function findThroughArgs(context: RuleContext, ask: AskMetrics): readonly Asked[] {
  const found: Asked[] = [];
  for (const use of usesOf(context)) {
    if (![...use.values.values()].some(({ own }) => own)) continue;
    for (const finding of new Followed(use, ask).findings(context)) add(found, finding);
  }
  return found;
}

/** One value may be used in several places: that is one problem. */
function add(found: Asked[], finding: Asked): void {
  const twin = found.findIndex(each => each.rule === finding.rule && each.range.start === finding.range.start);
  const before = found[twin];
  if (!before) found.push(finding);
  else found[twin] = { ...before, related: [...(before.related ?? []), ...(finding.related ?? [])] };
}

function usesOf(context: RuleContext): readonly Use[] {
  const { root, document, file } = context;
  const { kind } = document.content.identity;
  if (ANALYSIS_KINDS.includes(kind)) {
    const { metrics, args } = readAnalysis(root);
    const at = { file, document };
    return [{ metrics: metrics.map(what => ({ what, at })), values: valuesOf(args) }];
  }
  if (!CALLER_KINDS.includes(kind)) return [];
  return context.calls().flatMap(({ call, analysis }): readonly Use[] => {
    if (!analysis.isCertain) return [];
    const values = new Map<string, Value>();
    for (const [name, { what }] of analysis.args) {
      const value = isPlain(what) ? what.value : undefined;
      if (value && isKnown(value)) values.set(name, { text: value.text });
      // A Secret wins over what is passed.
      else if (what.valueFrom) continue;
      const passed = call.args.findLast(arg => arg.name?.text === name);
      if (!passed) continue;
      const own = isPlain(passed) ? passed.value : undefined;
      if (own && isKnown(own)) values.set(name, { text: own.text, own });
      else values.delete(name);
    }
    return [{ metrics: analysis.metrics, values }];
  });
}

/** An empty default is a mistake by itself, whatever becomes of it. */
function valuesOf(args: readonly Arg[]): ReadonlyMap<string, Value> {
  const known = args.flatMap(({ name, value, valueFrom }): readonly (readonly [string, Value])[] =>
    name && value && value.text !== '' && !valueFrom && isKnown(value)
      ? [[name.text, { text: value.text, own: value }]]
      : [],
  );
  return new Map(known);
}

function isPlain({ valueFrom }: Arg): boolean {
  return valueFrom === undefined;
}

/** It is text, as the API server wants it, with no tag of the experiment and no variable of a pipeline in it. */
function isKnown({ value, text }: YamlScalar): boolean {
  return typeof value === 'string' && !text.includes('{{') && variablesIn(text).length === 0;
}

class Followed {
  readonly #use: Use;
  readonly #ask: AskMetrics;

  constructor(use: Use, ask: AskMetrics) {
    this.#use = use;
    this.#ask = ask;
  }

  *findings(context: RuleContext): Iterable<Asked> {
    const filled = this.#fill(() => true);
    if (!filled) return;
    const before = new Set(this.#placesIn(this.#fill(() => false)));
    for (const asked of this.#ask(filled)) {
      const path = pathAt(filled, asked.range);
      if (!path || !isGrave(asked) || before.has(placeOf(asked, path))) continue;
      const metric = this.#use.metrics[Number(path[0])];
      const name = metric && this.#culprit(asked, path, metric);
      const own = name === undefined ? undefined : this.#use.values.get(name)?.own;
      if (metric && own) yield* this.#at(own, { asked, path, metric, filled }, context);
    }
  }

  /** `isPut`: whether the value of an arg is put in. */
  #fill(isPut: (name: string) => boolean): Filled | undefined {
    const values = [...this.#use.values].flatMap(([name, { text }]) => (isPut(name) ? [[name, text] as const] : []));
    return fillMetrics(
      this.#use.metrics.map(({ what }) => what.node),
      new Map(values),
    );
  }

  #placesIn(filled: Filled | undefined): readonly string[] {
    return filled ? this.#ask(filled).flatMap(asked => placeOf(asked, pathAt(filled, asked.range)) ?? []) : [];
  }

  /** The arg without whose value nothing would be found. */
  #culprit(asked: Asked, path: MetricPath, { what }: From<Metric>): string | undefined {
    const inside = argsIn(nodeAt(what.node, path));
    const names = [...new Set(inside.length > 0 ? inside : argsIn(what.node))].filter(each =>
      this.#use.values.has(each),
    );
    if (names.length <= 1) return names[0];
    const place = placeOf(asked, path);
    return names.find(name => !this.#placesIn(this.#fill(each => each !== name)).includes(place));
  }

  *#at(own: YamlScalar, { asked, path, metric, filled }: Place, context: RuleContext): Iterable<Asked> {
    const target = nodeAt(metric.what.node, path);
    const field = path
      .slice(1)
      .filter(step => typeof step === 'string' && step !== 'provider')
      .join('.');
    const where = field === '' ? 'metric' : `\`${field}\` of metric`;
    const related: Related = {
      in: metric.at,
      range: (target ?? metric.what.node).range,
      message: 'where the value is used',
    };
    yield {
      ...asked,
      range: own.range,
      message: `${asked.message} This value becomes ${where} \`${metric.what.name?.text ?? metric.what.index}\`.`,
      severity: isOverridden(own, context) && asked.severity === 'error' ? 'warning' : asked.severity,
      related: [related],
      fixes: target?.kind === 'scalar' && isOnePlaceholder(target) ? fixesFor(own, asked, filled, path, context) : [],
    };
  }
}

interface Place {
  readonly asked: Asked;
  readonly path: MetricPath;
  readonly metric: From<Metric>;
  readonly filled: Filled;
}

/** Advice is for who writes the metric, not for who fills it. */
function isGrave({ severity }: Asked): boolean {
  return severity === 'error' || severity === 'warning';
}

function placeOf({ rule }: Asked, path: MetricPath | undefined): string {
  return `${rule.id} ${JSON.stringify(path)}`;
}

function isOnePlaceholder({ text }: YamlScalar): boolean {
  return /^\{\{[^{}]*\}\}$/.test(text.trim());
}

/** What a fix makes of the whole text is what the value should have been. */
function fixesFor(
  own: YamlScalar,
  asked: Asked,
  { document }: Filled,
  path: MetricPath,
  context: RuleContext,
): readonly Fix[] {
  const [index] = path;
  const metric = readAnalysis(document.content.yaml.root).metrics[Number(index)];
  const value = metric && nodeAt(metric.node, path);
  const source = mapScalar(context.document.text, own);
  if (value?.kind !== 'scalar' || !source) return [];
  return (asked.fixes ?? []).flatMap(({ title, edits, elsewhere, creates, snippet }): readonly Fix[] => {
    const isOwn = edits.every(({ range }) => isInside(range, value.range));
    if (!isOwn || elsewhere || creates || snippet) return [];
    const text = document.text.slice(value.range.start, value.range.end);
    const after = edits
      .toSorted((a, b) => b.range.start - a.range.start)
      .reduce((before, { range, newText }) => {
        const start = range.start - value.range.start;
        return before.slice(0, start) + newText + before.slice(start + range.end - range.start);
      }, text);
    const written =
      /^"((?:[^"\\]|\\["\\/])*)"$/.exec(after)?.[1]?.replaceAll(/\\(.)/g, '$1') ??
      (/^[\w.+-]+$/.test(after) ? after : undefined);
    if (written === undefined) return [];
    const whole = { start: 0, end: own.text.length };
    return [{ title, edits: editScalar(own, source, [{ range: whole, newText: written }]) }];
  });
}

/** A default that every caller we know of replaces does no harm. */
function isOverridden(own: YamlScalar, { document, root, workspace }: RuleContext): boolean {
  if (!TEMPLATE_KINDS.includes(document.content.identity.kind)) return false;
  const name = readAnalysis(root).args.find(({ value }) => value === own)?.name?.text;
  const calls = CALLER_KINDS.flatMap(kind => workspace.documents(kind))
    .flatMap(at => resolveCalls(at, workspace))
    .filter(({ analysis }) => analysis.templates.some(({ at }) => at.document.content === document.content));
  return calls.length > 0 && calls.every(({ call }) => call.args.some(arg => arg.name?.text === name));
}
