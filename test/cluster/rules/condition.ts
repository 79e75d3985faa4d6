/** Conditions, each with the answer that shows what the rule says. */
import { answers, both, measures } from './outcomes.ts';
import type { Level, Proof, Staging } from './proof.ts';

/** Every measurement is an Error with this message; the fixed condition is answered. */
function unanswered(rule: string, message: string, answer?: unknown, level: Level = 'trap'): Proof {
  const staging: Staging = answer === undefined ? {} : { answers: [answer] };
  return { rule, level, bad: measures({ phase: 'Error', message }), fixed: answers(), staging };
}

const data = (value: unknown) => ({ data: value });

export const conditionProofs: readonly Proof[] = [
  unanswered(
    'cond-syntax',
    'could not evaluate successCondition "result[0] >": unexpected token EOF',
    undefined,
    'run',
  ),
  unanswered('cond-unknown-name', 'unknown name results', undefined, 'run'),
  unanswered('cond-type', 'invalid operation: + (mismatched types float64 and string)', undefined, 'run'),
  unanswered('cond-not-bool', 'expected bool, but got float64', undefined, 'run'),
  unanswered('cond-list-without-index', 'invalid operation: >= (mismatched types []float64 and float64)'),
  unanswered('cond-scalar-indexed', 'type float64[int] is undefined', { value: 2, scalar: true }),
  unanswered('cond-empty-list', 'metric result is nil or empty: no data returned from the metric provider', []),
  {
    rule: 'cond-late-guard',
    level: 'trap',
    bad: both(...['metric-1', 'metric-2'].map(each => measures({ phase: 'Error' }, each))),
    fixed: both(...['metric-1', 'metric-2'].map(each => answers(each))),
    staging: { answers: [[]] },
  },
  {
    rule: 'cond-empty-when-well',
    level: 'trap',
    bad: both(...['by-status', 'by-name'].map(each => measures({ phase: 'Error' }, each))),
    fixed: both(...['by-status', 'by-name'].map(each => measures({ phase: 'Successful' }, each))),
    staging: { answers: [[]] },
  },
  {
    ...unanswered('cond-nil-result', 'metric result is nil or empty: no data returned from the metric provider'),
    staging: { edits: [['service:shop', 'service:nobody']] },
  },
  unanswered('cond-bool-as-string', 'invalid operation: == (mismatched types bool and string)', data(true)),
  unanswered('cond-bool-leak', 'expected bool, but got string', data({ ok: true, ready: 'yes' })),
  unanswered('cond-coalesce-mixed', 'cannot be mixed. Wrap either by parentheses', data({ errors: 2 })),
  unanswered('cond-foreign-operators', 'unexpected token Operator("=")'),
  unanswered('cond-hash-comment', 'unexpected token Operator("#")'),
  unanswered('cond-index-of-minus-one', 'interface conversion: interface {} is nil, not int'),
  unanswered('cond-modulo-float', 'invalid operation: % (mismatched types float64 and int)'),
  {
    rule: 'cond-in-mixed-types',
    level: 'trap',
    bad: both(...['metric-1', 'metric-2', 'metric-3'].map(each => measures({ phase: 'Error' }, each))),
    fixed: both(...['metric-1', 'metric-2', 'metric-3'].map(each => measures({ phase: 'Successful' }, each))),
    staging: { answers: [200] },
  },
  {
    rule: 'cond-findlast-operand',
    level: 'trap',
    bad: both(measures({ phase: 'Failed' }, 'metric-1'), measures({ phase: 'Error' }, 'metric-3')),
    fixed: both(measures({ phase: 'Successful' }, 'metric-1'), answers('metric-3')),
    staging: { answers: [[0.5]] },
  },
  unanswered('cond-not-precedence', 'invalid operation: not (mismatched type float64)'),
  unanswered('cond-predicate-outside', 'unexpected token Operator("#")'),
  unanswered('cond-string-as-number', 'invalid operation: < (mismatched types float64 and string)'),
  unanswered('cond-default-misused', 'default(result[0], 0) < 1": invalid operation: []float64 < int'),
  unanswered('cond-isnil-misused', '', data({ warnings: 2 })),
  {
    ...unanswered('cond-isnil-guard', 'metric result is nil or empty: no data returned from the metric provider'),
    staging: { edits: [['service:shop', 'service:nobody']] },
  },
  unanswered('cond-newrelic-dots', 'cannot fetch duration from <nil>'),
  {
    rule: 'cond-constant',
    level: 'trap',
    bad: measures({ phase: 'Successful' }),
    fixed: measures({ phase: 'Failed' }),
    staging: { answers: [9] },
  },
  {
    rule: 'cond-contradiction',
    level: 'trap',
    bad: measures({ phase: 'Failed' }),
    fixed: measures({ phase: 'Successful' }),
    staging: { answers: [0.5] },
  },
  {
    rule: 'cond-vacuous-all',
    level: 'trap',
    bad: both(measures({ phase: 'Successful' }, 'metric-1'), measures({ phase: 'Successful' }, 'metric-2')),
    fixed: measures({ phase: 'Failed' }, 'metric-1'),
    staging: { answers: [[]] },
  },
  {
    rule: 'cond-nan',
    level: 'trap',
    bad: both(measures({ phase: 'Failed' }, 'metric-1'), measures({ phase: 'Successful' }, 'metric-2')),
    fixed: both(measures({ phase: 'Successful' }, 'metric-1'), measures({ phase: 'Failed' }, 'metric-2')),
    staging: { answers: ['NaN'] },
  },
  {
    rule: 'cond-inf',
    level: 'trap',
    bad: measures({ phase: 'Successful' }),
    fixed: measures({ phase: 'Failed' }),
    staging: { answers: [data({ errors: 5, requests: 0 })], edits: [['< 0.05', '> 0.05']] },
  },
  {
    rule: 'cond-jsonpath-many',
    level: 'trap',
    bad: both(
      measures({ phase: 'Successful', value: '{"ok":true}' }, 'first'),
      measures({ phase: 'Successful', value: 'true' }, 'deep'),
    ),
    fixed: measures({ phase: 'Failed' }, 'first'),
    staging: {
      answers: [{ items: [{ status: { ok: true } }, { status: { ok: false } }], checks: { shop: { ok: true } } }],
    },
  },
  {
    rule: 'cond-yaml-special',
    level: 'trap',
    bad: both(
      measures({ phase: 'Successful' }, 'negated'),
      measures({ phase: 'Error', message: 'any(result.values,": unexpected token EOF' }, 'cut'),
    ),
    fixed: both(measures({ phase: 'Failed' }, 'negated'), measures({ phase: 'Failed' }, 'cut')),
    staging: { answers: [{ failed: true, ok: true, values: [9] }] },
  },
];
