/** SARIF 2.1.0, as code scanning services read it. */
import { encodePart, RULES, type Severity } from '../../core/index.ts';
import type { FileReport, LintReport, Position, ReportedProblem } from '../lint/report.ts';
import type { FormatOptions } from './report-format.ts';

const LEVELS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note', hint: 'note' };

export function formatSarif({ files, failures }: LintReport, { version }: FormatOptions): string {
  const named = new Set(files.flatMap(({ problems }) => problems.map(({ rule }) => rule)));
  const rules = RULES.filter(({ id }) => named.has(id));
  const index = new Map(rules.map(({ id }, at) => [id, at]));
  const results = files.flatMap(file => file.problems.map(problem => formatResult(file, problem, index)));
  const driver = { name: 'argo-experiments', version, rules: rules.map(formatRule) };
  const notifications = failures.map(({ path, reason }) => ({
    level: 'error',
    message: { text: path === undefined ? reason : `${path} ${reason}` },
  }));
  const invocations = [{ executionSuccessful: failures.length === 0, toolExecutionNotifications: notifications }];
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{ tool: { driver }, columnKind: 'utf16CodeUnits', invocations, results }],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function formatRule({ id, title, docs, severity }: (typeof RULES)[number]) {
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: docs },
    help: { text: docs, markdown: docs },
    defaultConfiguration: { level: LEVELS[severity] },
  };
}

function formatResult(file: FileReport, problem: ReportedProblem, index: ReadonlyMap<string, number>) {
  const { rule, severity, message, start, end } = problem;
  const artifactLocation = { uri: relativeUri(file.path) };
  const ruleIndex = index.get(rule);
  const fixes = problem.fixes().map(({ title, edits }) => ({
    description: { text: title },
    artifactChanges: [
      {
        artifactLocation,
        replacements: edits.map(edit => ({
          deletedRegion: region(edit.start, edit.end),
          insertedContent: { text: edit.text },
        })),
      },
    ],
  }));
  return {
    ruleId: rule,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level: LEVELS[severity],
    message: { text: file.isRendered ? `${message} (line ${start.line + 1} of the rendered text)` : message },
    // Lines of rendered text are none of the file.
    locations: [
      { physicalLocation: { artifactLocation, region: file.isRendered ? { startLine: 1 } : region(start, end) } },
    ],
    ...(fixes.length > 0 ? { fixes } : {}),
  };
}

function region(start: Position, end: Position) {
  return {
    startLine: start.line + 1,
    startColumn: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
}

/** A relative reference: spaces and signs encoded, and no part that could be read as a scheme. */
function relativeUri(path: string): string {
  return path.split('/').map(encodePart).join('/');
}
