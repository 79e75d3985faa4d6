import { checkQuery } from '../../promql/check.ts';
import type { CheckedQuery } from '../../promql/checked.ts';
import { scalarAt, stringAt, valueAt, type YamlNode, type YamlScalar } from '../../yaml/node.ts';
import { remember } from '../../yaml/remember.ts';

/** What is known of the PromQL in a scalar; its ranges are offsets of the scalar's text. */
export function readQuery(scalar: YamlScalar): CheckedQuery {
  return remember(scalar, check);
}

function check({ text }: YamlScalar): CheckedQuery {
  return checkQuery(text);
}

/** VictoriaMetrics reads a language that is wider than PromQL. */
export function isVictoriaMetrics(provider: YamlNode | undefined): boolean {
  return /victoria|vmselect|vmsingle|vmauth|:8428\b|:8481\b/i.test(stringAt(provider, 'address') ?? '');
}

/** What Prometheus answers to a query that it certainly refuses. Undefined: it may take it. */
export function refuseQuery(provider: YamlNode | undefined): string | undefined {
  const scalar = scalarAt(provider, 'query');
  if (!scalar || scalar.text.trim() === '') {
    const isOther = valueAt(provider, 'query') !== undefined && !scalar;
    return isOther ? undefined : `${REFUSED}: unknown position: parse error: no expression found in input`;
  }
  if (typeof scalar.value !== 'string' || isVictoriaMetrics(provider)) return undefined;
  const { syntax, types, type } = readQuery(scalar);
  const isRange = valueAt(provider, 'rangeQuery')?.kind === 'map';
  const isRefused = syntax !== undefined || types.length > 0;
  if (!isRefused && isRange && type === 'range') {
    return 'bad_data: invalid expression type "range vector" for range query, must be Scalar or instant Vector';
  }
  return isRefused ? `${REFUSED}: parse error` : undefined;
}

const REFUSED = 'bad_data: invalid parameter "query"';
