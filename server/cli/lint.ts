/** `argo-experiments lint`: every rule over files and folders. */
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { RULES, releaseLine, type Service, type Settings, type Severity, UNUSED_IGNORE } from '../core/index.ts';
import { DEFAULT_EXCLUDES } from '../disk/excludes.ts';
import { toPath, toUri } from '../disk/uris.ts';
import { readWorkspace } from '../disk/yaml-files.ts';
import { readClusterObjects } from './cluster-objects.ts';
import { type Output, oneOf, readOptions, readVersion, UsageError } from './command.ts';
import { fixFiles } from './fix.ts';
import { formatGithub } from './format-github.ts';
import { formatJson } from './format-json.ts';
import { formatSarif } from './format-sarif.ts';
import { formatText } from './format-text.ts';
import type { FileReport, LintReport } from './report.ts';

const FORMATS = ['text', 'json', 'sarif', 'github'] as const;
const LEVELS: readonly (Severity | 'off')[] = ['error', 'warning', 'info', 'hint', 'off'];

export async function lint(
  args: readonly string[],
  service: Service,
  output: Output,
  version: string,
): Promise<number> {
  const { values, positionals } = readOptions(args, {
    format: { type: 'string' },
    'argo-version': { type: 'string' },
    severity: { type: 'string', multiple: true },
    fix: { type: 'boolean' },
    exclude: { type: 'string', multiple: true },
    'cluster-objects': { type: 'string' },
    namespace: { type: 'string' },
  });
  const format = oneOf('format', values.format, FORMATS, 'text');
  const dump = values['cluster-objects'];
  if (values.namespace !== undefined && dump === undefined) {
    throw new UsageError('--namespace says where objects go on the cluster of --cluster-objects, which is missing.');
  }
  const cluster = dump === undefined ? undefined : await readClusterObjects(dump, values.namespace, output.cwd);
  service.setCluster(cluster);
  const settings: Settings = {
    argoVersion: readVersion(values['argo-version'] ?? releaseLine(cluster?.argoVersion ?? '')),
    severities: readSeverities(values.severity ?? []),
  };
  const excludes = values.exclude ?? DEFAULT_EXCLUDES;
  const files = await readFiles(positionals.length > 0 ? positionals : ['.'], excludes, service, output.cwd, dump);
  const current = values.fix === true ? await fixFiles(files, service, settings, output) : files;
  const report = makeReport(current, service, settings, output.cwd);
  switch (format) {
    case 'text':
      output.out(formatText(report));
      break;
    case 'json':
      output.out(formatJson(report));
      break;
    case 'sarif':
      output.out(formatSarif(report, version));
      break;
    case 'github':
      output.out(formatGithub(report));
      break;
  }
  return report.files.some(file => file.problems.some(problem => problem.severity === 'error')) ? 1 : 0;
}

interface LintFile {
  readonly uri: string;
  readonly path: string;
  readonly text: string;
}

/** Folders are searched; a file that is named is read whatever it is called. */
async function readFiles(
  paths: readonly string[],
  excludes: readonly string[],
  service: Service,
  cwd: string,
  dump: string | undefined,
): Promise<readonly LintFile[]> {
  const files = new Map<string, LintFile>();
  // What the cluster has is not what is written here.
  const left = dump === undefined ? undefined : toUri(path.resolve(cwd, dump));
  const tell = (uri: string, text: string): void => {
    if (uri === left) return;
    files.set(uri, { uri, path: path.relative(cwd, toPath(uri) ?? uri), text });
  };
  let isComplete = true;
  for (const each of paths) {
    const full = path.resolve(cwd, each);
    const info = await stat(full).catch(() => undefined);
    if (!info) throw new UsageError(`There is no file or folder "${each}".`);
    if (info.isDirectory())
      isComplete &&= (
        await readWorkspace(
          [toUri(full)],
          tell,
          () => false,
          () => excludes,
        )
      ).isComplete;
    else tell(toUri(full), await readFile(full, 'utf8'));
  }
  for (const { uri, text } of files.values()) service.update(uri, text);
  service.setComplete(isComplete);
  return [...files.values()];
}

function makeReport(files: readonly LintFile[], service: Service, settings: Settings, cwd: string): LintReport {
  const reports = files.map(({ uri, path: shown, text }): FileReport => {
    const lines = service.lines(uri);
    const found = service.diagnose(uri, settings).toSorted((a, b) => a.range.start - b.range.start);
    const problems = found.map(problem => ({
      rule: problem.rule,
      severity: problem.severity,
      message: problem.message,
      start: lines?.position(problem.range.start) ?? { line: 0, character: 0 },
      end: lines?.position(problem.range.end) ?? { line: 0, character: 0 },
    }));
    return { path: shown === '' ? path.relative(cwd, uri) : shown, text, problems };
  });
  return { files: reports.sort((a, b) => (a.path < b.path ? -1 : 1)) };
}

function readSeverities(given: readonly string[]): Record<string, Severity | 'off'> {
  const severities: Record<string, Severity | 'off'> = {};
  for (const each of given) {
    const [rule = '', level] = each.split('=');
    const severity = LEVELS.find(word => word === level);
    if (severity === undefined) throw new UsageError(`--severity takes RULE=${LEVELS.join('|')}, not "${each}".`);
    if (rule !== UNUSED_IGNORE && !RULES.some(({ id }) => id === rule))
      throw new UsageError(`There is no rule "${rule}".`);
    severities[rule] = severity;
  }
  return severities;
}
