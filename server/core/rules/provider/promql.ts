import type { ProviderMetric } from '../../model/providers/metrics-of.ts';
import { isVictoriaMetrics, readQuery } from '../../model/providers/prometheus-query.ts';
import type { CheckedQuery, TypeProblem } from '../../promql/checked.ts';
import type { SyntaxProblem } from '../../promql/parse.ts';
import type { Range } from '../../text/range.ts';
import { scalarAt, valueAt, type YamlScalar } from '../../yaml/node.ts';
import { mapScalar } from '../../yaml/scalar-source.ts';
import { providerRule } from '../engine/provider-rule.ts';
import type { Finding, Fix, RuleContext } from '../engine/rule.ts';

const REFUSED = 'Prometheus refuses the query, and every measurement is Error.';

export const promqlSyntax = providerRule('prometheus', {
  id: 'promql-syntax',
  title: 'PromQL that does not parse',
  docs: 'Prometheus answers 400 to a query that it cannot parse, or whose parts do not go together (a function with too many arguments, two numbers compared without `bool`). Every measurement is Error, and after five of them the run is.',
  needs: 'value',
  *check(asked, context) {
    const query = queryOf(asked, context);
    if (!query) return;
    const { syntax, types } = query.checked;
    if (syntax && syntax.code !== 'empty') yield finding(query, syntax.range, tellSyntax(syntax), repairSyntax(syntax));
    for (const problem of types) {
      const told = tellType(problem);
      if (told !== undefined) yield finding(query, problem.range, told, []);
    }
  },
});

export const promqlRangeMissing = providerRule('prometheus', {
  id: 'promql-range-missing',
  title: 'Function of a window without a window',
  docs: '`rate`, `increase`, `avg_over_time` and their like work on the values of a window of time, such as `requests_total[5m]`. Without one Prometheus refuses the query, and every measurement is Error.',
  needs: 'value',
  *check(asked, context) {
    const query = queryOf(asked, context);
    if (!query) return;
    for (const problem of query.checked.types) {
      if (problem.code !== 'range-missing') continue;
      const { end } = problem.range;
      const selector = query.scalar.text.slice(problem.range.start, end);
      const isSelector = /^[\w:]*(?:\{[^{}]*\})?$/.test(selector.replaceAll(/\{\{[^{}]*\}\}|"[^"]*"/g, 'x'));
      const window = isSelector ? '[5m]' : '[5m:]';
      yield finding(
        query,
        problem.range,
        `\`${problem.in}\` needs the values of a window of time, and this has those of one moment. ${REFUSED} Write a window behind it, such as \`${window}\`.`,
        [{ at: { start: end, end }, newText: window, title: `Add \`${window}\`` }],
      );
    }
  },
});

export const promqlInstantRange = providerRule('prometheus', {
  id: 'promql-instant-range',
  title: 'Window where one value is needed',
  docs: 'A selector with a window (`requests_total[5m]`) yields every value in it. Aggregations, operators and range queries need the values of one moment, and Prometheus refuses the query. As a whole query it is taken, and `result` holds all samples of the window, of all series: mostly `rate` or `avg_over_time` around it was forgotten.',
  isPartial: true,
  *check(asked, context) {
    const query = queryOf(asked, context);
    if (!query) return;
    for (const problem of query.checked.types) {
      if (problem.code !== 'range-unexpected') continue;
      const message = `\`${problem.in}\` needs the values of one moment, and this has those of a window. ${REFUSED} Put \`rate(...)\` or \`avg_over_time(...)\` around it.`;
      yield finding(query, problem.range, message, wrap(query, problem.range));
    }
    const { text } = query.scalar;
    const start = text.length - text.trimStart().length;
    if (query.checked.type !== 'range' || query.checked.types.length > 0) return;
    const range = { start, end: text.trimEnd().length };
    const message = query.isRangeQuery
      ? `With \`rangeQuery\` the query must have the values of one moment, and this has those of a window. ${REFUSED} Put \`rate(...)\` or \`avg_over_time(...)\` around it.`
      : 'This answers every sample of its window, and `result` is one list of them all. Put `rate(...)` or `avg_over_time(...)` around it.';
    const found = finding(query, range, message, wrap(query, range));
    yield query.isRangeQuery ? found : { ...found, severity: 'warning' };
  },
});

interface Query {
  readonly scalar: YamlScalar;
  readonly checked: CheckedQuery;
  readonly isRangeQuery: boolean;
  readonly documentText: string;
}

/** Undefined: there is none that could be judged. */
function queryOf({ provider }: ProviderMetric, { document }: RuleContext): Query | undefined {
  const scalar = scalarAt(provider, 'query');
  if (typeof scalar?.value !== 'string' || scalar.text.trim() === '') return undefined;
  if (isVictoriaMetrics(provider)) return undefined;
  const isRangeQuery = valueAt(provider, 'rangeQuery')?.kind === 'map';
  return { scalar, checked: readQuery(scalar), isRangeQuery, documentText: document.text };
}

interface Repair {
  /** Of the query's text. */
  readonly at: Range;
  readonly newText: string;
  readonly title: string;
}

/** Places it where its characters are written; where they cannot be followed the whole query is the place. */
function finding({ scalar, documentText }: Query, range: Range, message: string, repairs: readonly Repair[]): Finding {
  const source = mapScalar(documentText, scalar);
  if (!source) return { range: scalar.range, message };
  const isDouble = scalar.style === 'double';
  const fixes = repairs.map(({ at, newText, title }): Fix => {
    const written = isDouble ? JSON.stringify(newText).slice(1, -1) : newText;
    return {
      title,
      edits: [
        { range: source.toSource(at), newText: scalar.style === 'single' ? written.replaceAll("'", "''") : written },
      ],
    };
  });
  return { range: source.toSource(range), message, fixes };
}

function wrap({ scalar }: Query, { start, end }: Range): readonly Repair[] {
  // On several lines it is better done by hand.
  const text = scalar.text.slice(start, end);
  return text.includes('\n')
    ? []
    : [{ at: { start, end }, newText: `rate(${text})`, title: 'Put `rate(...)` around it' }];
}

function tellSyntax(problem: SyntaxProblem): string {
  switch (problem.code) {
    case 'unclosed':
      return problem.open === problem.close
        ? `This text in quotes has no end. ${REFUSED} Close it with \`${problem.close}\`.`
        : `This \`${problem.open}\` is never closed. ${REFUSED} Add \`${problem.close}\`.`;
    case 'unfinished':
      return `The query ends too early: something is missing behind this. ${REFUSED} Write the rest.`;
    case 'unquoted':
      return `The value of a label stands in quotes. ${REFUSED} Write \`"${problem.text}"\`.`;
    case 'foreign-operator':
      return `PromQL has no \`${problem.text}\` here. ${REFUSED} Write \`${problem.instead}\`.`;
    case 'foreign-variable':
      return `\`${problem.text}\` is a variable of dashboards, and Prometheus does not know it. ${REFUSED} Write the value, or an arg such as \`{{args.window}}\`.`;
    case 'escape':
      return `In quotes Prometheus does not know \`${problem.text}\`. ${REFUSED} Write \`\\${problem.text}\`.`;
    case 'unknown-function':
      return `Prometheus has no function \`${problem.text}\`. ${REFUSED} Did you mean \`${problem.instead}\`?`;
    default:
      return `The query cannot be read from here on${problem.code === 'unexpected' ? `: \`${problem.text}\` does not fit` : ''}. ${REFUSED} Correct it.`;
  }
}

function repairSyntax(problem: SyntaxProblem): readonly Repair[] {
  const { range: at } = problem;
  switch (problem.code) {
    case 'unquoted':
      return [{ at, newText: `"${problem.text}"`, title: 'Put it in quotes' }];
    case 'foreign-operator':
    case 'unknown-function':
      return [{ at, newText: problem.instead, title: `Write \`${problem.instead}\`` }];
    case 'escape':
      return [{ at, newText: `\\${problem.text}`, title: 'Double the backslash' }];
    default:
      return [];
  }
}

const TYPES: Readonly<Record<string, string>> = {
  scalar: 'a number',
  vector: 'a vector',
  range: 'a window of values',
  string: 'text',
};

/** Undefined: another rule tells it. */
function tellType(problem: TypeProblem): string | undefined {
  switch (problem.code) {
    case 'type':
      return `\`${problem.in}\` needs ${TYPES[problem.wants]} here, and this is ${TYPES[problem.is]}. ${REFUSED}${problem.wants === 'vector' && problem.is === 'scalar' ? ' Write `vector(...)` around it.' : ''}`;
    case 'arguments':
      return `\`${problem.in}\` takes ${problem.wants} ${problem.wants === '1' ? 'argument' : 'arguments'}, and ${problem.count === 1 ? '1 is' : `${problem.count} are`} given. ${REFUSED} Correct the call.`;
    case 'scalar-comparison':
      return `Two numbers can be compared with \`bool\` only. ${REFUSED} Write \`bool\` behind the operator.`;
    case 'empty-selector':
      return `A selector must ask for something. ${REFUSED} Write the name of a metric, or a label with its value.`;
    case 'matcher-pattern':
      return `This is no regular expression (${problem.reason.replace(/^error parsing regexp: /, '').replaceAll('`', "'")}). ${REFUSED} Correct it.`;
    case 'matching-place':
      return `Labels can be matched between two vectors only, and here is a number. ${REFUSED} Remove it.`;
    case 'window-place':
      return `A window can stand behind a selector only. ${REFUSED} Move it to the selector, or write a subquery such as \`[5m:]\`.`;
    case 'offset-place':
      return `\`${problem.text}\` can stand behind a selector only. ${REFUSED} Move it there.`;
    default:
      return undefined;
  }
}
