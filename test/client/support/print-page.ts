import type { PageContent, Results } from '../../../client/results/model/page.ts';

/** The page as lines of text, in the order in which a person reads it. */
export function printPage(page: PageContent): readonly string[] {
  return [
    ...page.comparison.map(({ label, values, differs }) => `${differs ? '≠' : '='} ${label}: ${values.join(' | ')}`),
    ...page.columns.flatMap(printColumn),
  ];
}

function printColumn(results: Results): readonly string[] {
  const { tone, verdict, where, note, clock, causes, timeline, metrics } = results;
  return [
    `${verdict} (${tone})`,
    where,
    ...(note === '' ? [] : [note]),
    ...(clock === undefined ? [] : [`clock ${clock.elapsed} x${clock.speed}: ${clock.can.join(' ')}`]),
    ...causes.map(({ text, isQuote }) => (isQuote ? `> ${text}` : text)),
    ...timeline.map(line => [line.at, line.subject, line.phase, line.message].join(' | ')),
    ...metrics.flatMap(metric => [
      `## ${metric.heading}: ${metric.summary}`,
      ...metric.conditions.map(({ label, text }) => `${label} ${text}`),
      ...(metric.note === '' ? [] : [metric.note]),
      ...metric.rows.map(row => [row.number, row.at, row.phase, row.value, row.why].join(' | ')),
    ]),
  ];
}
