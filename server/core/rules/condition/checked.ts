/** The rules that the check of a condition answers: one id each, so that each can be set and looked up by itself. */

import type { Severity } from '../../env.ts';
import type { ConditionCode, ConditionProblem } from '../../expr/check/problem.ts';
import { ANALYSIS_KINDS } from '../../model/analysis.ts';
import type { CheckedCondition } from '../../model/condition.ts';
import type { Range } from '../../text/range.ts';
import { editScalar } from '../../yaml/scalar-edit.ts';
import type { Finding, Rule } from '../engine/rule.ts';

export const CHECKED_RULES: readonly Rule[] = [
  rule(
    'cond-syntax',
    'error',
    'Condition does not parse',
    'A condition that does not parse makes every measurement Error; after five in a row (about 40 seconds, whatever the interval) the metric and its run are Error.',
  ),
  rule(
    'cond-unknown-name',
    'error',
    'Unknown name in a condition',
    'A condition knows `result`, the functions of Argo (`asInt`, `asFloat`, `isNaN`, `isInf`, `isNil`, `default`) and those of the expression language. Any other name makes every measurement Error.',
  ),
  rule(
    'cond-type',
    'error',
    'Part of a condition that fails for every result',
    'The condition is compiled and run for the result of each measurement. What does not go together, or cannot be read (`duration("1 day")`), makes every measurement Error, whatever the provider answers.',
  ),
  rule(
    'cond-not-bool',
    'error',
    'Condition does not yield true or false',
    'A condition must yield a boolean; anything else makes the measurement Error.',
  ),
  rule(
    'cond-list-without-index',
    'error',
    'List compared as if it were a number',
    'Prometheus vectors, Graphite, InfluxDB and CloudWatch hand over lists. A list has no order with a number: every measurement is Error. Take an element (`result[0]`), or ask for all of them (`all(result, # < 1)`).',
  ),
  rule(
    'cond-scalar-indexed',
    'warning',
    'Number indexed as if it were a list',
    'The provider hands over one number here, which has no elements: every measurement is Error.',
  ),
  rule(
    'cond-empty-list',
    'info',
    'Condition that fails without data',
    'When the provider has no data the list is empty, and taking an element of it, or comparing what `first` or `max` make of it, is an error: five such measurements in a row end the run.',
  ),
  rule(
    'cond-late-guard',
    'warning',
    'Length of a list asked for too late',
    'The parts of `&&` and `||` are looked at from left to right. Where the element is taken before the length is asked for, an empty list makes the measurement Error all the same.',
  ),
  rule(
    'cond-nil-result',
    'warning',
    'Condition that fails for nil',
    'Datadog answers nil when a series has no points. A condition is compiled for each result, and most operators do not compile for nil: the measurement is Error. `default(result, 0)` takes its place.',
  ),
  rule(
    'cond-vacuous-all',
    'info',
    'True of a list without elements',
    '`all` and `none` are true of an empty list, and `sum`, `mean` and `median` are 0: no data then counts as success.',
  ),
  rule(
    'cond-nan',
    'info',
    'NaN is not thought of',
    'A ratio without traffic is 0/0, which is NaN, and every comparison with NaN is false: a success condition alone then fails, a failure condition alone then **succeeds**.',
  ),
  rule(
    'cond-inf',
    'info',
    'Division by what may be 0',
    'Division by zero is no error: it gives infinity, which is larger than every limit.',
  ),
  rule(
    'cond-default-misused',
    'warning',
    '`default` ignores its first argument',
    "Argo's `default(x, y)` evaluates `x` and then answers the whole `result`, or `y` when the result is nil. An empty list is not nil.",
  ),
  rule(
    'cond-isnil-misused',
    'warning',
    '`isNil` ignores its argument',
    "Argo's `isNil(x)` asks whether the whole `result` is nil, whatever `x` is.",
  ),
  rule(
    'cond-isnil-guard',
    'warning',
    'Guard against nil that does not help',
    'The types of the whole condition are checked before it runs. With a nil result the comparison behind the guard is refused all the same.',
  ),
  rule(
    'cond-bool-as-string',
    'error',
    'Boolean or number compared with text',
    'JSON booleans and numbers are not text: compared with text they are refused, or (inside an object) never equal.',
  ),
  rule(
    'cond-string-as-number',
    'warning',
    'Text ordered with a number',
    'Text and numbers have no order; the measurement is Error. `asFloat` reads a number from text.',
  ),
  rule(
    'cond-not-precedence',
    'warning',
    '`not` binds tighter than a comparison',
    '`not a > b` means `(not a) > b`, which is a type error.',
  ),
  rule(
    'cond-coalesce-mixed',
    'error',
    '`??` mixed with other operators',
    'The language refuses `a ?? b` beside another operator without parentheses.',
  ),
  rule(
    'cond-foreign-operators',
    'error',
    'Operator of another language',
    '`=`, `===`, `<>`, `AND`, `OR`, `NOT`, `null` and their like are not part of the expression language: the condition does not parse, or names something unknown.',
  ),
  rule(
    'cond-modulo-float',
    'error',
    '`%` of a number with a fraction',
    '`%` takes whole numbers only; metrics are floating point numbers.',
  ),
  rule(
    'cond-constant',
    'warning',
    'Condition does not look at the result',
    'The condition never mentions `result`, so it is always true or always false. `failureCondition: "false"` beside a success condition is left alone: it says that nothing is Failed, only Inconclusive.',
  ),
  rule(
    'cond-contradiction',
    'hint',
    'Condition that is always true, or never',
    'The limits exclude each other or cover everything: the answer does not depend on the measurement.',
  ),
  rule(
    'cond-struct-case',
    'error',
    'Field of a CloudWatch result in the wrong case',
    'CloudWatch results have fields with capital letters: `Id`, `Label`, `Values`, `Timestamps`, `StatusCode`, `Messages`.',
  ),
  rule(
    'cond-hash-comment',
    'error',
    '`#` is no comment in a condition',
    '`#` is the element inside `all`, `any`, `filter` and their like. Comments are `// ...` and `/* ... */`.',
  ),
  rule(
    'cond-predicate-outside',
    'error',
    '`#` or a leading dot outside of a predicate',
    '`#` and `.field` mean the element, inside `all`, `any`, `filter` and their like only.',
  ),
  rule(
    'cond-version',
    'warning',
    'Condition needs a newer Argo Rollouts',
    'Argo Rollouts 1.10 changed to a newer expression language. What is newer than the target release makes every measurement Error there.',
  ),
  rule(
    'cond-index-of-minus-one',
    'warning',
    '`findIndex` compared with -1',
    '`findIndex` answers nil when nothing is found, and comparing nil with a number is an error.',
  ),
  rule(
    'cond-bool-leak',
    'info',
    'Value may leak out of `and` or `or`',
    "With an operand whose type is not known, `and` and `or` yield that operand's value; when it is no boolean the measurement is Error.",
  ),
  rule(
    'cond-newrelic-dots',
    'warning',
    'Column with dots in its name',
    'New Relic names columns like `average.duration`: one key with a dot in it. `result.average.duration` looks for a map inside a map.',
  ),
  rule(
    'cond-findlast-operand',
    'error',
    '`findLast` behind another operand',
    'A search from the end (`findLast`, `findLastIndex`, and `last(filter(...))` or `filter(...)[-1]`, which become one) leaves what its predicate said at each element behind. What was worked out before it and is needed afterwards is then true or false: `nil == findLast(...)` is never true, `0.9 < findLast(...)` makes the measurement Error. Standing first, the search is right.',
  ),
  rule(
    'cond-in-mixed-types',
    'error',
    'Looked up in a list of another type',
    'A list of texts alone, or of whole numbers alone, becomes a set of that type. A number that is looked up among texts, or a text among numbers, is no “not in it”: the measurement is Error, and after five in a row so is the run.',
  ),
];

function rule(id: ConditionCode, severity: Severity, title: string, docs: string): Rule {
  return {
    id,
    title,
    docs,
    severity,
    kinds: ANALYSIS_KINDS,
    needs: 'value',
    *check({ conditions }) {
      for (const condition of conditions()) {
        for (const problem of condition.checked.problems) if (problem.code === id) yield toFinding(condition, problem);
      }
    },
  };
}

/** Another language's way to write the one thing that it can mean here. */
const SAFE: readonly ConditionCode[] = ['cond-foreign-operators', 'cond-struct-case', 'cond-hash-comment'];

/** At the exact part of the condition, where its characters can be followed. */
function toFinding(
  { scalar, source }: CheckedCondition,
  { code, range, message, severity, fixes }: ConditionProblem,
): Finding {
  return {
    range: source?.toSource(visible(range)) ?? scalar.range,
    message,
    severity,
    fixes: source
      ? fixes.map(({ title, edits }) => ({
          title,
          edits: editScalar(scalar, source, edits),
          isSafe: SAFE.includes(code),
        }))
      : [],
  };
}

/** A place between two characters cannot be seen: the character before it is marked. */
function visible({ start, end }: Range): Range {
  return start === end && start > 0 ? { start: start - 1, end } : { start, end };
}
