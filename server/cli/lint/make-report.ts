/** From what the rules find to what is printed: positions, and for rendered text the file that it was made from. */
import type { LineMap, Problem, Service, Settings } from '../../core/index.ts';
import type { LintFile } from './inputs.ts';
import type { FileReport, Position, ReportedFix, ReportedProblem } from './report.ts';
import { type Rendered, readRendered } from './stream.ts';

export function makeFileReports(
  files: readonly LintFile[],
  service: Service,
  settingsOf: (uri: string) => Settings,
): readonly FileReport[] {
  const reports = files.flatMap(file => {
    const lines = service.lines(file.uri);
    const found = service.diagnose(file.uri, settingsOf(file.uri)).toSorted((a, b) => a.range.start - b.range.start);
    const problems = lines ? found.map(problem => reported(problem, lines)) : [];
    const parts = file.file === undefined ? readRendered(file.text) : [];
    return parts.some(({ source }) => source !== undefined)
      ? parts.map((part, index) => partReport(file, part, parts[index + 1]?.line ?? Number.POSITIVE_INFINITY, problems))
      : [{ path: file.path, text: file.text, isRendered: false, ...templateOf(file.uri, service), problems }];
  });
  return reports.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

function templateOf(uri: string, service: Service): Pick<FileReport, 'templateOf'> {
  const tool = service.checkedInPart(uri);
  return tool === undefined ? {} : { templateOf: tool };
}

function partReport(
  { path }: LintFile,
  { source, line, text }: Rendered,
  end: number,
  problems: readonly ReportedProblem[],
): FileReport {
  const own = problems.filter(({ start }) => start.line >= line && start.line < end);
  const moved = own.map(problem => ({
    ...problem,
    start: { ...problem.start, line: problem.start.line - line },
    end: { ...problem.end, line: problem.end.line - line },
    fixes: () => [], // the file is another text
  }));
  return { path: source ?? path, text, isRendered: true, problems: moved };
}

function reported(problem: Problem, lines: LineMap): ReportedProblem {
  const { rule, severity, message, range } = problem;
  return {
    rule,
    severity,
    message,
    start: lines.position(range.start),
    end: lines.position(range.end),
    fixes: () => problem.fixes.flatMap(fix => reportedFix(fix, lines)),
  };
}

function reportedFix(fix: Problem['fixes'][number], lines: LineMap): readonly ReportedFix[] {
  if (fix.snippet || fix.creates || fix.others.length > 0 || fix.edits.length === 0) return [];
  const at = (offset: number): Position => lines.position(offset);
  const edits = fix.edits.map(({ range, newText }) => ({ start: at(range.start), end: at(range.end), text: newText }));
  return [{ title: fix.title, edits }];
}
