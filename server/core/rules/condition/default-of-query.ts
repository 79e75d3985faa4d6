import type { CheckedCondition } from '../../model/condition.ts';
import { readQuery } from '../../model/providers/prometheus-query.ts';
import { scalarAt } from '../../yaml/node.ts';
import { editScalar } from '../../yaml/scalar-edit.ts';
import { mapScalar } from '../../yaml/scalar-source.ts';
import type { Fix, RuleContext } from '../engine/rule.ts';

/** `or vector(0)` behind the part of the query that selects errors; with labels it would not take that part's place. */
export function defaultOfQuery({ metric }: CheckedCondition, { document }: RuleContext): readonly Fix[] {
  const query = scalarAt(metric.node, 'provider', 'prometheus', 'query');
  const errors = query && readQuery(query).facts.errors;
  const source = query && mapScalar(document.text, query);
  if (!errors?.isBare || !source) return [];
  const { start, end } = errors.range;
  const edits = errors.isWhole
    ? [{ range: { start: end, end }, newText: ' or vector(0)' }]
    : [
        { range: { start, end: start }, newText: '(' },
        { range: { start: end, end }, newText: ' or vector(0))' },
      ];
  const title = errors.isWhole ? 'Let the query answer 0 without errors' : 'Count no errors as 0';
  return [{ title, edits: editScalar(query, source, edits) }];
}
