/** Results as text that outlives the run: for a review, a spreadsheet, a program. */
import type { ExportForm } from '../../experiments/values/export-form.ts';
import type { MetricResults, PageContent, Results } from './page.ts';

export function exportResults(page: PageContent, form: ExportForm): string {
  switch (form) {
    case 'markdown':
      return page.columns.map(results => toMarkdown(results, page)).join('\n');
    case 'csv':
      return toCsv(page);
    case 'json':
      return `${JSON.stringify(page.columns.map(toJson), undefined, 2)}\n`;
  }
}

function toMarkdown(
  { verdict, where, note, causes, quote, notes, timeline, metrics }: Results,
  { words }: PageContent,
): string {
  const said = causes.filter(({ isQuote }) => isQuote).map(({ text }) => `> ${plain(text)}`);
  const paragraphs = [
    `# ${plain(verdict)}`,
    plain(where),
    plain(note),
    ...causes.filter(({ isQuote }) => !isQuote).map(({ text }) => plain(text)),
    ...(said.length === 0 ? [] : [plain(quote), said.join('\n')]),
    notes.map(({ label, text }) => `- ${plain(label)}: ${plain(text)}`).join('\n'),
    ...metrics.flatMap(metric => metricToMarkdown(metric, words)),
    ...(timeline.length === 0
      ? []
      : [
          `## ${words.timeline}`,
          table(
            [words.time, words.subject, words.phase, words.message],
            timeline.map(({ at, subject, phase, message }) => [at, subject, phase, message]),
          ),
        ]),
  ];
  return `${paragraphs.filter(text => text !== '').join('\n\n')}\n`;
}

function metricToMarkdown(metric: MetricResults, words: PageContent['words']): readonly string[] {
  return [
    `## ${plain(metric.heading)}`,
    plain(metric.summary),
    metric.conditions.map(({ label, text }) => `- ${plain(label)}: ${plain(text)}`).join('\n'),
    plain(metric.note),
    metric.rows.length === 0
      ? ''
      : table(
          [words.number, words.time, words.phase, words.value, words.why],
          metric.rows.map(({ number, at, phase, value, why }) => [number, at, phase, value, why]),
        ),
  ];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(plain).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Text of files and clusters as just that text, on one line; what Markdown reads nothing into is left readable. */
function plain(text: string): string {
  return text
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/[\\`*|$]/g, '\\$&')
    .replace(/(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, '\\_')
    .replace(/<(?=[A-Za-z/!?])|&(?=[A-Za-z#])|~(?=~)|\](?=[([:])/g, '\\$&')
    .replace(/^(?:#+|[>+-])(?=\s|$)/, '\\$&')
    .replace(/^(\d+)([.)])(?=\s|$)/, '$1\\$2');
}

/** A line for each measurement. */
function toCsv({ columns, words }: PageContent): string {
  const head = ['Experiment', 'Analysis', 'Metric', words.number, words.time, words.phase, words.value, words.why];
  const lines = columns.flatMap(({ name, metrics }) =>
    metrics.flatMap(({ analysis, name: metric, rows }) =>
      rows.map(({ number, at, phase, value, why }) => [name, analysis, metric, number, at, phase, value, why]),
    ),
  );
  return [head, ...lines].map(cells => `${cells.map(csvCell).join(',')}\r\n`).join('');
}

/** As RFC 4180 has it; a text that a spreadsheet would take for a formula gets an apostrophe. */
function csvCell(text: string): string {
  const safe = /^[=+@\t]|^-(?![\d.])/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function toJson({ name, where, verdict, causes, notes, timeline, metrics }: Results): object {
  return {
    name,
    where,
    verdict,
    causes: causes.map(({ text }) => text),
    notes: notes.map(({ kind, text }) => ({ kind, text })),
    metrics: metrics.map(metric => ({
      analysis: metric.analysis,
      name: metric.name,
      summary: metric.summary,
      conditions: metric.conditions,
      measurements: metric.rows,
    })),
    timeline,
  };
}
