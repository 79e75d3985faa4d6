/** The rules that the check of a condition answers: one id each, so that each can be set and looked up by itself. */

import type { ConditionCode, ConditionProblem } from '../../expr/check/problem.ts';
import { ANALYSIS_KINDS } from '../../model/analysis.ts';
import type { CheckedCondition } from '../../model/condition.ts';
import type { Range } from '../../text/range.ts';
import { editScalar } from '../../yaml/scalar-edit.ts';
import type { Finding, Fix, Rule, RuleContext } from '../engine/rule.ts';
import { defaultOfQuery } from './default-of-query.ts';

interface Words extends Pick<Rule, 'severity' | 'title' | 'docs'> {
  /** Another language's way to write the one thing that it can mean here: its fixes may be written unasked. */
  readonly isSafe?: boolean;
  /** Repairs outside of the condition, better than those within. */
  readonly elsewhere?: (condition: CheckedCondition, context: RuleContext) => readonly Fix[];
}

/** In the order of their findings at one place. */
const CHECKED = {
  'cond-syntax': {
    severity: 'error',
    title: 'Condition does not parse',
    docs: 'A condition that does not parse makes every measurement Error; after five in a row (about 40 seconds, whatever the interval) the metric and its run are Error.',
  },
  'cond-unknown-name': {
    severity: 'error',
    title: 'Unknown name in a condition',
    docs: 'A condition knows `result`, the functions of Argo (`asInt`, `asFloat`, `isNaN`, `isInf`, `isNil`, `default`) and those of the expression language. Any other name makes every measurement Error.',
  },
  'cond-type': {
    severity: 'error',
    title: 'Part of a condition that fails for every result',
    docs: 'The condition is compiled and run for the result of each measurement. What does not go together, or cannot be read (`duration("1 day")`), makes every measurement Error, whatever the provider answers.',
  },
  'cond-not-bool': {
    severity: 'error',
    title: 'Condition does not yield true or false',
    docs: 'A condition must yield a boolean; anything else makes the measurement Error.',
  },
  'cond-list-without-index': {
    severity: 'error',
    title: 'List compared as if it were a number',
    docs: 'Prometheus vectors, Graphite, InfluxDB and CloudWatch hand over lists. A list has no order with a number: every measurement is Error. Take an element (`result[0]`), or ask for all of them (`all(result, # < 1)`).',
  },
  'cond-scalar-indexed': {
    severity: 'warning',
    title: 'Number indexed as if it were a list',
    docs: 'The provider hands over one number here, which has no elements: every measurement is Error.',
  },
  'cond-empty-list': {
    severity: 'info',
    title: 'Condition that fails without data',
    docs: 'When the provider has no data the list is empty, and taking an element of it, or comparing what `first` or `max` make of it, is an error: five such measurements in a row end the run.',
  },
  'cond-empty-when-well': {
    severity: 'warning',
    title: 'No data while all is well',
    docs: 'A query that selects errors (`code=~"5.."`, a counter of errors) has no series as long as there are none: a healthy service gives an empty list, the condition fails on it, and after five such measurements in a row the run is Error. `or vector(0)` answers 0 instead.',
    elsewhere: defaultOfQuery,
  },
  'cond-late-guard': {
    severity: 'warning',
    title: 'Length of a list asked for too late',
    docs: 'The parts of `&&` and `||` are looked at from left to right. Where the element is taken before the length is asked for, an empty list makes the measurement Error all the same.',
  },
  'cond-nil-result': {
    severity: 'warning',
    title: 'Condition that fails for nil',
    docs: 'Datadog answers nil when a series has no points. A condition is compiled for each result, and most operators do not compile for nil: the measurement is Error. `default(result, 0)` takes its place.',
  },
  'cond-vacuous-all': {
    severity: 'info',
    title: 'True of a list without elements',
    docs: '`all` and `none` are true of an empty list, and `sum`, `mean` and `median` are 0: no data then counts as success.',
  },
  'cond-nan': {
    severity: 'info',
    title: 'NaN is not thought of',
    docs: 'A ratio without traffic is 0/0, which is NaN, and every comparison with NaN is false: a success condition alone then fails, a failure condition alone then **succeeds**.',
  },
  'cond-inf': {
    severity: 'info',
    title: 'Division by what may be 0',
    docs: 'Division by zero is no error: it gives infinity, which is larger than every limit.',
  },
  'cond-default-misused': {
    severity: 'warning',
    title: '`default` ignores its first argument',
    docs: "Argo's `default(x, y)` evaluates `x` and then answers the whole `result`, or `y` when the result is nil. An empty list is not nil.",
  },
  'cond-isnil-misused': {
    severity: 'warning',
    title: '`isNil` ignores its argument',
    docs: "Argo's `isNil(x)` asks whether the whole `result` is nil, whatever `x` is.",
  },
  'cond-isnil-guard': {
    severity: 'warning',
    title: 'Guard against nil that does not help',
    docs: 'The types of the whole condition are checked before it runs. With a nil result the comparison behind the guard is refused all the same.',
  },
  'cond-bool-as-string': {
    severity: 'error',
    title: 'Boolean or number compared with text',
    docs: 'JSON booleans and numbers are not text: compared with text they are refused, or (inside an object) never equal.',
  },
  'cond-string-as-number': {
    severity: 'warning',
    title: 'Text ordered with a number',
    docs: 'Text and numbers have no order; the measurement is Error. `asFloat` reads a number from text.',
  },
  'cond-not-precedence': {
    severity: 'warning',
    title: '`not` binds tighter than a comparison',
    docs: '`not a > b` means `(not a) > b`, which is a type error.',
  },
  'cond-coalesce-mixed': {
    severity: 'error',
    title: '`??` mixed with other operators',
    docs: 'The language refuses `a ?? b` beside another operator without parentheses.',
  },
  'cond-foreign-operators': {
    severity: 'error',
    title: 'Operator of another language',
    docs: '`=`, `===`, `<>`, `AND`, `OR`, `NOT`, `null` and their like are not part of the expression language: the condition does not parse, or names something unknown.',
    isSafe: true,
  },
  'cond-modulo-float': {
    severity: 'error',
    title: '`%` of a number with a fraction',
    docs: '`%` takes whole numbers only; metrics are floating point numbers.',
  },
  'cond-constant': {
    severity: 'warning',
    title: 'Condition does not look at the result',
    docs: 'The condition never mentions `result`, so it is always true or always false. `failureCondition: "false"` beside a success condition is left alone: it says that nothing is Failed, only Inconclusive.',
  },
  'cond-contradiction': {
    severity: 'hint',
    title: 'Condition that is always true, or never',
    docs: 'The limits exclude each other or cover everything: the answer does not depend on the measurement.',
  },
  'cond-struct-case': {
    severity: 'error',
    title: 'Field of a CloudWatch result in the wrong case',
    docs: 'CloudWatch results have fields with capital letters: `Id`, `Label`, `Values`, `Timestamps`, `StatusCode`, `Messages`.',
    isSafe: true,
  },
  'cond-hash-comment': {
    severity: 'error',
    title: '`#` is no comment in a condition',
    docs: '`#` is the element inside `all`, `any`, `filter` and their like. Comments are `// ...` and `/* ... */`.',
    isSafe: true,
  },
  'cond-predicate-outside': {
    severity: 'error',
    title: '`#` or a leading dot outside of a predicate',
    docs: '`#` and `.field` mean the element, inside `all`, `any`, `filter` and their like only.',
  },
  'cond-version': {
    severity: 'warning',
    title: 'Condition needs a newer Argo Rollouts',
    docs: 'Argo Rollouts 1.10 changed to a newer expression language. What is newer than the target release makes every measurement Error there.',
  },
  'cond-index-of-minus-one': {
    severity: 'warning',
    title: '`findIndex` compared with -1',
    docs: '`findIndex` answers nil when nothing is found, and comparing nil with a number is an error.',
  },
  'cond-bool-leak': {
    severity: 'info',
    title: 'Value may leak out of `and` or `or`',
    docs: "With an operand whose type is not known, `and` and `or` yield that operand's value; when it is no boolean the measurement is Error.",
  },
  'cond-newrelic-dots': {
    severity: 'warning',
    title: 'Column with dots in its name',
    docs: 'New Relic names columns like `average.duration`: one key with a dot in it. `result.average.duration` looks for a map inside a map.',
  },
  'cond-findlast-operand': {
    severity: 'error',
    title: '`findLast` behind another operand',
    docs: 'A search from the end (`findLast`, `findLastIndex`, and `last(filter(...))` or `filter(...)[-1]`, which become one) leaves what its predicate said at each element behind. What was worked out before it and is needed afterwards is then true or false: `nil == findLast(...)` is never true, `0.9 < findLast(...)` makes the measurement Error. Standing first, the search is right.',
  },
  'cond-in-mixed-types': {
    severity: 'error',
    title: 'Looked up in a list of another type',
    docs: 'A list of texts alone, or of whole numbers alone, becomes a set of that type. A number that is looked up among texts, or a text among numbers, is no “not in it”: the measurement is Error, and after five in a row so is the run.',
  },
} satisfies Readonly<Record<ConditionCode, Words>>;

export const CHECKED_RULES: readonly Rule[] = Object.entries<Words>(CHECKED).map(([id, words]) => rule(id, words));

function rule(id: string, { severity, title, docs, isSafe = false, elsewhere }: Words): Rule {
  return {
    id,
    title,
    docs,
    severity,
    kinds: ANALYSIS_KINDS,
    needs: 'value',
    *check(context) {
      for (const condition of context.conditions()) {
        for (const problem of condition.checked.problems)
          if (problem.code === id) yield toFinding(condition, problem, isSafe, elsewhere?.(condition, context) ?? []);
      }
    },
  };
}

/** At the exact part of the condition, where its characters can be followed. */
function toFinding(
  { scalar, source }: CheckedCondition,
  { range, message, severity, fixes }: ConditionProblem,
  isSafe: boolean,
  elsewhere: readonly Fix[],
): Finding {
  return {
    range: source?.toSource(visible(range)) ?? scalar.range,
    message,
    severity,
    fixes: [
      ...elsewhere,
      ...(source ? fixes.map(({ title, edits }) => ({ title, edits: editScalar(scalar, source, edits), isSafe })) : []),
    ],
  };
}

/** A place between two characters cannot be seen: the character before it is marked. */
function visible({ start, end }: Range): Range {
  return start === end && start > 0 ? { start: start - 1, end } : { start, end };
}
