/**
 * Looks for an answer of the provider that the conditions make Successful, or Failed: candidates are tried on the evaluator, most
 * natural ones first. What the conditions compare with gives the numbers and texts, what they ask of `result` the form.
 */

import { contains, isOpenEnded } from '../../expr/check/guards.ts';
import { areSame } from '../../expr/check/source.ts';
import { type Node, walk } from '../../expr/syntax/ast.ts';
import type { ResultShape } from '../../expr/types/shape.ts';
import type { MetricSpec } from '../spec/metric-spec.ts';
import type { AnswerValue } from '../spec/scenario.ts';
import { type Classified, classify, type ParsedConditions } from './classify.ts';
import { answerWith, behaviourOf } from './providers.ts';

/** Candidates that are tried for one answer. */
const TRIES = 400;
const LITERALS = 12;
/** Items of a list candidate. */
const ITEMS = 3;

export interface DerivedAnswer {
  readonly value: AnswerValue;
  /** It makes of the measurement what is wanted. Else none was found that does, and this is what comes instead. */
  readonly isFound: boolean;
}

/** Undefined: nobody knows what the provider answers, or how it judges. */
export function deriveAnswer(
  metric: MetricSpec,
  conditions: ParsedConditions,
  wanted: 'Successful' | 'Failed',
  now: number,
): DerivedAnswer | undefined {
  const { success, failure } = conditions;
  if (metric.isRefused || makesNoDifference(metric, conditions)) {
    const value = usual(metric.shapes, conditions);
    if (value === undefined) return undefined;
    return { value, isFound: metric.isRefused !== true && phaseOf(metric, conditions, value, now) === wanted };
  }
  // Of two that say the same none is Successful: what fulfils them is Failed.
  const isFailedAnyway = wanted === 'Successful' && success && failure && areSame(success, failure);
  const found = search(metric, conditions, isFailedAnyway ? 'Failed' : wanted, now);
  // A plugin may make of its conditions whatever it likes.
  if (!found || (behaviourOf(metric).judge === 'plugin' && !found.isFound)) return undefined;
  return isFailedAnyway ? { ...found, isFound: false } : found;
}

/** No condition looks at the result. */
function makesNoDifference({ shapes }: MetricSpec, { success, failure }: ParsedConditions): boolean {
  if (shapes.length === 0 || shapes.includes('unknown')) return false;
  return [success, failure].every(
    parsed =>
      parsed === undefined ||
      (!parsed.opaque && parsed.placeholders.length === 0 && !contains(parsed.tree, isOpenEnded)),
  );
}

function usual([shape = 'json']: readonly ResultShape[], conditions: ParsedConditions): AnswerValue | undefined {
  for (const value of candidates(shape, conditions, leafCandidates(conditions))) return value;
  return undefined;
}

type MeasuredPhase = Classified['phase'];

/** How near to what is wanted something else is. */
const NEARNESS: readonly MeasuredPhase[] = ['Error', 'Failed', 'Inconclusive', 'Successful'];

/** The first value that makes of the measurement what is wanted; where there is none, the first of those that come nearest to it. */
function search(
  metric: MetricSpec,
  conditions: ParsedConditions,
  wanted: 'Successful' | 'Failed',
  now: number,
): DerivedAnswer | undefined {
  const leaves = leafCandidates(conditions);
  let nearest: DerivedAnswer | undefined;
  let rank = -1;
  let tries = 0;
  for (const shape of metric.shapes) {
    for (const value of candidates(shape, conditions, leaves)) {
      tries += 1;
      if (tries > TRIES) return nearest;
      const phase = phaseOf(metric, conditions, value, now);
      if (phase === wanted) return { value, isFound: true };
      const near = phase === undefined ? -1 : NEARNESS.indexOf(phase);
      if (near > rank) [nearest, rank] = [{ value, isFound: false }, near];
    }
  }
  return nearest;
}

/** Undefined: the provider never answers so, or the rehearsal cannot tell. */
function phaseOf(
  metric: MetricSpec,
  conditions: ParsedConditions,
  value: AnswerValue,
  now: number,
): MeasuredPhase | undefined {
  const answer = answerWith(metric, value);
  if ('error' in answer) return undefined;
  const { phase, isUnknown } = classify(conditions, answer.result, now);
  return isUnknown ? undefined : phase;
}

function* candidates(
  shape: ResultShape,
  conditions: ParsedConditions,
  leaves: readonly AnswerValue[],
): Iterable<AnswerValue> {
  const numbers = leaves.filter(leaf => typeof leaf === 'number');
  switch (shape) {
    case 'float':
      yield* numbers;
      return;
    case 'floats':
    case 'list':
      for (const leaf of shape === 'list' ? leaves : numbers) yield [leaf];
      for (const leaf of shape === 'list' ? leaves : numbers) yield Array.from({ length: ITEMS }, () => leaf);
      return;
    case 'cloudWatch':
      for (const number of numbers) yield [[number]];
      for (const number of numbers) yield Array.from({ length: ITEMS }, () => [number, number]);
      return;
    default:
      yield* forms(conditions, leaves);
      yield* leaves;
      for (const leaf of leaves) yield [leaf];
  }
}

/** A form: what is asked of `result`, as names (of fields) and places (of items), each with a leaf at its end. */
type Path = readonly (string | number)[];

/** Values with everything in them that the conditions ask for: the same leaf everywhere first, then one field after the other differs. */
function* forms(conditions: ParsedConditions, leaves: readonly AnswerValue[]): Iterable<AnswerValue> {
  const paths = pathsOf(conditions);
  if (paths.length === 0) return;
  const build = (choice: (index: number) => AnswerValue): AnswerValue =>
    paths.reduce<AnswerValue>((value, path, index) => place(value, path, choice(index)), null);
  for (const leaf of leaves) yield build(() => leaf);
  if (paths.length < 2) return;
  // Every mixture of a few leaves of each kind, counted up like the digits of a number.
  const few = fewOfEach(leaves, paths.length > 3 ? 1 : 3);
  const total = Math.min(TRIES, few.length ** paths.length);
  for (let number = 0; number < total; number++) {
    yield build(index => few[Math.floor(number / few.length ** index) % few.length] ?? null);
  }
}

function fewOfEach(leaves: readonly AnswerValue[], count: number): readonly AnswerValue[] {
  const of = (type: string): readonly AnswerValue[] => leaves.filter(leaf => typeof leaf === type);
  return [...of('number').slice(0, count), true, ...of('string').slice(0, count), false];
}

function place(value: AnswerValue, [step, ...rest]: Path, leaf: AnswerValue): AnswerValue {
  if (step === undefined) return leaf;
  if (typeof step === 'number') {
    const items = Array.isArray(value) ? [...value] : [];
    while (items.length <= step) items.push(null);
    items[step] = place(items[step] ?? null, rest, leaf);
    return items;
  }
  const fields = typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
  // Neither null nor a list: TypeScript cannot narrow the readonly list away.
  const known = fields as Readonly<Record<string, AnswerValue>>;
  return { ...known, [step]: place(Object.hasOwn(known, step) ? (known[step] ?? null) : null, rest, leaf) };
}

function pathsOf({ success, failure }: ParsedConditions): readonly Path[] {
  const paths = new Map<string, Path>();
  for (const parsed of [success, failure]) {
    if (parsed === undefined) continue;
    walk(parsed.tree, (node, parents) => {
      const parent = parents.at(-1);
      const isInner = parent?.kind === 'member' && parent.object === node;
      const path = isInner ? undefined : pathOf(node);
      if (path !== undefined && path.length > 0) paths.set(JSON.stringify(path), path);
    });
  }
  return [...paths.values()];
}

/** `result.a["b"][0]`, else undefined. */
function pathOf(node: Node): Path | undefined {
  if (node.kind === 'identifier') return node.name === 'result' ? [] : undefined;
  if (node.kind === 'chain') return pathOf(node.body);
  if (node.kind !== 'member' || node.method) return undefined;
  const path = pathOf(node.object);
  if (path === undefined) return undefined;
  const { property } = node;
  if (property.kind === 'string') return [...path, property.value];
  const place = property.kind === 'int' ? Number(property.value) : -1;
  return place >= 0 && place < ITEMS * ITEMS ? [...path, place] : undefined;
}

const USUAL: readonly number[] = [0, 1, 0.5, 0.99, 100, 1000, -1];

/** What a field of the result may be: what the conditions compare with, a little around it, and usual values. */
function leafCandidates({ success, failure }: ParsedConditions): readonly AnswerValue[] {
  const numbers: number[] = [];
  const others: AnswerValue[] = [];
  for (const parsed of [success, failure]) {
    if (parsed === undefined) continue;
    walk(parsed.tree, (node, parents) => {
      const isProperty = parents.at(-1)?.kind === 'member';
      if (node.kind === 'int' && !isProperty) numbers.push(Number(node.value));
      else if (node.kind === 'float') numbers.push(node.value);
      else if (node.kind === 'string' && !isProperty) others.push(node.value);
      else if (node.kind === 'bool') others.push(node.value);
    });
  }
  const known = [...new Set(numbers)].slice(0, LITERALS);
  const sorted = known.toSorted((x, y) => x - y);
  const between = sorted.slice(1).map((number, index) => (number + (sorted[index] ?? number)) / 2);
  const near = [...known.flatMap(around), ...between, ...known].map(round);
  const all = [...near, ...others.slice(0, LITERALS), ...USUAL, true, false, 'ok', 'none'];
  // Few things that are measured can be negative.
  const isNegative = (value: AnswerValue): boolean => typeof value === 'number' && value < 0;
  return [...new Set([...all.filter(value => !isNegative(value)), ...all.filter(isNegative)])];
}

/** Clearly below and clearly above; a share stays a share. */
function around(number: number): readonly number[] {
  if (number > 0 && number < 1) return [number / 2, (number + 1) / 2];
  const step = Math.abs(number) >= 10 ? 1 : Math.abs(number) / 2 || 1;
  return [number - step, number + step];
}

/** Without the tail that binary fractions leave. */
function round(value: number): number {
  return Number(value.toPrecision(12));
}
