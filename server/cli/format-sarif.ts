/** SARIF 2.1.0, as code scanning services read it. */
import { RULES, type Severity } from '../core/index.ts';
import type { LintReport } from './report.ts';

const LEVELS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note', hint: 'note' };

export function formatSarif({ files }: LintReport, version: string): string {
  const index = new Map(RULES.map(({ id }, i) => [id, i]));
  const results = files.flatMap(({ path, problems }) =>
    problems.map(({ rule, severity, message, start, end }) => ({
      ruleId: rule,
      ruleIndex: index.get(rule),
      level: LEVELS[severity],
      message: { text: message },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: path.split('\\').join('/') },
            region: {
              startLine: start.line + 1,
              startColumn: start.character + 1,
              endLine: end.line + 1,
              endColumn: end.character + 1,
            },
          },
        },
      ],
    })),
  );
  const rules = RULES.map(({ id, title, docs, severity }) => ({
    id,
    shortDescription: { text: title },
    help: { text: docs, markdown: docs },
    defaultConfiguration: { level: LEVELS[severity] },
  }));
  const driver = { name: 'argo-experiments', version, rules };
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{ tool: { driver }, columnKind: 'utf16CodeUnits', results }],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}
