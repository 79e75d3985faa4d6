import type { ProviderMetric } from '../../model/providers/metrics-of.ts';
import type { Range } from '../../text/range.ts';
import { scalarAt } from '../../yaml/node.ts';
import { mapScalar } from '../../yaml/scalar-source.ts';
import { providerRule } from '../engine/provider-rule.ts';
import type { Finding, RuleContext } from '../engine/rule.ts';

export const graphiteTargetMissing = providerRule('graphite', {
  id: 'graphite-target-missing',
  title: 'Graphite query without `target=`',
  docs: 'The query becomes the parameters of a request to `/render`, so it must hold `target=`. Without it Graphite answers nothing, and every measurement is Error.',
  isPartial: true,
  *check(asked, context) {
    const { query, place } = queryOf(asked, context);
    if (query === '' || /(^|&|\s)target=/.test(query) || /^\s*\{\{/.test(query)) return;
    const trimmed = query.trimStart();
    const start = query.length - trimmed.length;
    const at = place({ start, end: start + (/^.*/.exec(trimmed.trimEnd())?.[0].length ?? 0) });
    yield {
      range: at,
      message:
        'The query holds no `target=`: Graphite answers nothing, and every measurement is Error. Write `target=` before the expression.',
      fixes: query.includes('=') && query.includes('&') ? [] : [insertTarget(place({ start, end: start }).start)],
    };
  },
});

export const graphiteWhitespace = providerRule('graphite', {
  id: 'graphite-whitespace',
  title: 'Blanks in a Graphite query are removed',
  docs: 'All white space is taken out of the query before it is sent, in quotes too: `alias(a.b, "my name")` arrives as `alias(a.b,"myname")`.',
  severity: 'info',
  isPartial: true,
  *check(asked, context) {
    const { query, place } = queryOf(asked, context);
    for (const match of query.matchAll(/"[^"\n]*"|'[^'\n]*'/g)) {
      const text = match[0].replaceAll(/\{\{[^{}]*\}\}/g, '');
      if (!/\s/.test(text)) continue;
      yield {
        range: place({ start: match.index, end: match.index + match[0].length }),
        message: `Blanks are taken out of the query, in quotes too: Graphite is asked for \`${text.replaceAll(/\s/g, '')}\`. Write it without blanks.`,
      };
    }
  },
});

interface Query {
  /** Empty: there is none. */
  readonly query: string;
  /** Where a part of the query is written. */
  readonly place: (range: Range) => Range;
}

function queryOf({ provider }: ProviderMetric, { document }: RuleContext): Query {
  const scalar = scalarAt(provider, 'query');
  if (typeof scalar?.value !== 'string' || scalar.text.trim() === '') {
    return { query: '', place: () => provider.range };
  }
  const source = mapScalar(document.text, scalar);
  return { query: scalar.text, place: range => source?.toSource(range) ?? scalar.range };
}

function insertTarget(at: number): NonNullable<Finding['fixes']>[number] {
  return { title: 'Write `target=` before it', edits: [{ range: { start: at, end: at }, newText: 'target=' }] };
}
