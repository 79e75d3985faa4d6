import { checkQuery } from '../../promql/check.ts';
import type { CheckedQuery } from '../../promql/checked.ts';
import type { YamlScalar } from '../../yaml/node.ts';
import { remember } from '../../yaml/remember.ts';

/** What is known of the PromQL in a scalar; its ranges are offsets of the scalar's text. */
export function readQuery(scalar: YamlScalar): CheckedQuery {
  return remember(scalar, check);
}

function check({ text }: YamlScalar): CheckedQuery {
  return checkQuery(text);
}
