/** `argo-experiments lint`: every rule over what was asked for. */
import path from 'node:path';
import { DEFAULT_SETTINGS, releaseLine, type Settings } from '../../core/index.ts';
import { DEFAULT_EXCLUDES } from '../../disk/excludes.ts';
import { toUri } from '../../disk/uris.ts';
import { readClusterObjects } from '../cluster-objects.ts';
import { type ExitCode, serviceFor, type Tools, UsageError } from '../command.ts';
import { FORMATS } from '../formats/format.ts';
import { printable } from '../printable.ts';
import { type ConfigurationOf, configurations } from './configurations.ts';
import { fixFiles } from './fix.ts';
import { decode, type LintFile, type LintInputs, readInputs } from './inputs.ts';
import { makeFileReports } from './make-report.ts';
import type { LintOptions } from './options.ts';
import { countSeverities, type Failure, type LintReport } from './report.ts';

const STDIN = '-';

export async function lint(paths: readonly string[], options: LintOptions, tools: Tools): Promise<ExitCode> {
  const { output } = tools;
  const failures: Failure[] = [];
  const service = serviceFor(tools.language, reason => failures.push({ reason }));
  const cluster =
    options.clusterObjects === undefined
      ? undefined
      : await readClusterObjects(options.clusterObjects, options.namespace, output.cwd);
  service.setCluster(cluster);
  const inputs = await inputsOf(paths, options, tools);
  failures.push(...inputs.failures);
  const configurationOf = options.config ? configurations(inputs, failures) : () => ({});
  for (const { uri, text } of [...inputs.context, ...inputs.files]) service.update(uri, text);
  service.setComplete(inputs.isComplete);
  const settingsOf = chooseSettings(options, releaseLine(cluster?.argoVersion ?? ''), configurationOf);
  const files = inputs.files.filter(file => !isLeftOut(file, configurationOf));

  if (options.fix) {
    const { changed, after, failed } = await fixFiles(
      files,
      inputs.roots,
      service,
      settingsOf,
      options.dryRun === true,
      output,
    );
    failures.push(...failed);
    if (options.dryRun) {
      reportFailures(failures, tools);
      return failures.length > 0 ? 2 : changed > 0 ? 1 : 0;
    }
    return print({ files: makeFileReports(after, service, settingsOf), failures }, options, tools);
  }
  return print({ files: makeFileReports(files, service, settingsOf), failures }, options, tools);
}

async function inputsOf(
  paths: readonly string[],
  { exclude, gitignore, context, clusterObjects, stdinFilename }: LintOptions,
  { output }: Tools,
): Promise<LintInputs> {
  const fromStdin = paths.includes(STDIN);
  if (fromStdin && paths.length > 1) throw new UsageError('`-` is the standard input; it goes with no other path.');
  const common = {
    cwd: output.cwd,
    excludes: exclude ?? DEFAULT_EXCLUDES,
    respectsGitIgnore: gitignore,
    ...(context === undefined ? {} : { context }),
    ...(clusterObjects === undefined ? {} : { dump: clusterObjects }),
  };
  if (!fromStdin) return await readInputs(paths, common);
  const name = stdinFilename ?? 'stdin';
  const around: LintInputs =
    context === undefined
      ? { files: [], context: [], isComplete: false, roots: [], failures: [] }
      : await readInputs([], common);
  const decoded = decode(await output.stdin());
  if (!decoded) return { ...around, failures: [{ path: name, reason: 'is neither UTF-8 nor UTF-16 text' }] };
  const uri = toUri(path.resolve(output.cwd, name));
  return { ...around, files: [{ uri, file: undefined, path: name, ...decoded }] };
}

/** Options first, then the nearest configuration, then what the cluster runs. */
function chooseSettings(
  { argoVersion, severity = {}, strict }: LintOptions,
  clusters: Settings['argoVersion'] | undefined,
  configurationOf: ConfigurationOf,
): (uri: string) => Settings {
  return uri => {
    const { excludes: _, ...configured } = configurationOf(uri);
    return {
      ...DEFAULT_SETTINGS,
      ...configured,
      ...(strict ? { profile: 'strict' as const } : {}),
      argoVersion: argoVersion ?? configured.argoVersion ?? clusters ?? DEFAULT_SETTINGS.argoVersion,
      severities: { ...configured.severities, ...severity },
    };
  };
}

function isLeftOut({ uri }: LintFile, configurationOf: ConfigurationOf): boolean {
  return configurationOf(uri).excludes?.(uri) === true;
}

function print(report: LintReport, options: LintOptions, { output, version }: Tools): ExitCode {
  const shown = options.quiet ? withoutAdvice(report) : report;
  const colours = options.color ?? output.hasColours;
  output.out(FORMATS[options.format](shown, { version, colours, isQuiet: options.quiet === true }));
  reportFailures(report.failures, { output });
  if (report.failures.length > 0) return 2;
  const counts = countSeverities(report);
  const levels = ['error', 'warning', 'info', 'hint'] as const;
  const isBad = levels.slice(0, levels.indexOf(options.failOn) + 1).some(level => counts[level] > 0);
  return isBad || counts.warning > (options.maxWarnings ?? Number.POSITIVE_INFINITY) ? 1 : 0;
}

function withoutAdvice({ files, failures }: LintReport): LintReport {
  const errors = files.map(file => ({
    ...file,
    problems: file.problems.filter(({ severity }) => severity === 'error'),
  }));
  return { files: errors, failures };
}

function reportFailures(failures: readonly Failure[], { output }: Pick<Tools, 'output'>): void {
  for (const { path: about, reason } of failures)
    output.err(`${printable(about === undefined ? `Internal failure: ${reason}` : `${about} ${reason}`)}\n`);
}
