import fs from 'node:fs';
import path from 'node:path';
import type { Guard } from '../../guard/guard.ts';
import { ClusterFailure, explainFileError } from '../process/failure.ts';
import type { Progress } from '../process/progress.ts';
import { cacheVariable, crdFolder } from './folders.ts';
import { type GoRun, requireGo, runGo } from './go.ts';
import { type ArgoVersion, argoRollouts, neededGo, type Program } from './programs.ts';

/** GiB that Go's module and build caches take for all programs, beside the programs themselves. */
const goCacheGibibytes = 11;

/** MiB that the linker wants for its unfinished files, beside the result. */
const buildRoomMebibytes = 500;

export interface BuildOptions {
  readonly cache: string;
  readonly guard: Guard;
  readonly progress: Progress;
}

function isBuilt(program: Program, cache: string): boolean {
  return fs.existsSync(path.join(cache, program.file));
}

/** What a person should know before minutes of building begin. */
export function announceBuild(missing: readonly Program[], total: number, cache: string): string {
  const minutes = Math.max(1, Math.round(missing.reduce((sum, program) => sum + program.coldSeconds, 0) / 60));
  const mebibytes = missing.reduce((sum, program) => sum + program.mebibytes, 0);
  const what =
    missing.length === total
      ? `${total} ${total === 1 ? 'program' : 'programs'}`
      : `${missing.length} of ${total} programs`;
  return (
    `Building ${what} from Go modules into ${cache} (${cacheVariable} names another folder): about ${minutes} min on 2 cores when ` +
    `Go's caches are cold, ${mebibytes} MiB there and up to ${goCacheGibibytes} GiB in Go's caches. This happens once.`
  );
}

async function requireSpace(missing: readonly Program[], cache: string): Promise<void> {
  const needed = (missing.reduce((sum, program) => sum + program.mebibytes, 0) + buildRoomMebibytes) * 2 ** 20;
  const { bavail, bsize } = await fs.promises.statfs(cache);
  if (bavail * bsize >= needed) return;
  const mebibytes = (bytes: number) => Math.ceil(bytes / 2 ** 20);
  throw new ClusterFailure(
    `The disk that holds ${cache} has ${mebibytes(bavail * bsize)} MiB free and the programs need ${mebibytes(needed)} MiB: free some space there, or choose a folder on another disk with ${cacheVariable}.`,
  );
}

/** Builds the programs that the cache lacks. */
export async function buildMissing(programs: readonly Program[], options: BuildOptions): Promise<void> {
  const { cache, progress } = options;
  const missing = programs.filter(program => !isBuilt(program, cache));
  if (missing.length === 0) return;
  try {
    fs.mkdirSync(cache, { recursive: true });
    await requireGo({ ...options, cwd: cache });
    await requireSpace(missing, cache);
    progress.say(announceBuild(missing, programs.length, cache));
    for (const [index, program] of missing.entries()) {
      await progress.during(`${program.file} (${index + 1} of ${missing.length})`, () =>
        buildProgram(program, options),
      );
    }
  } catch (error) {
    throw explainFileError(error, cache, cacheVariable);
  }
}

async function buildProgram(program: Program, { cache, guard }: BuildOptions): Promise<string> {
  const folder = fs.mkdtempSync(path.join(cache, '.build-'));
  const keepFolder = guard.watchFolder(folder);
  try {
    const run = { cwd: folder, cache, guard };
    const main = await writeWrapper(program, run);
    // built beside its place and moved there: a build that is cut short leaves nothing that looks finished
    const unfinished = path.join(cache, `.${program.file}.${process.pid}`);
    await runGo(['build', '-ldflags=-s -w', '-o', unfinished, main], run);
    fs.renameSync(unfinished, path.join(cache, program.file));
    return `${Math.round(fs.statSync(path.join(cache, program.file)).size / 2 ** 20)} MiB`;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
    keepFolder();
  }
}

/** Writes the small module that requires the program's one; gives what to hand to `go build`. */
async function writeWrapper(program: Program, run: GoRun): Promise<string> {
  const { module, version, main } = program;
  const goMod = path.join(run.cwd, 'go.mod');
  fs.writeFileSync(goMod, `module wrapper\n\ngo ${neededGo}\n`);
  if (module === undefined) {
    if ('package' in main) return main.package;
    return path.join((await runGo(['env', 'GOROOT'], run)).trim(), 'src', main.source);
  }
  const published = await readModule(module, version, run);
  fs.writeFileSync(goMod, wrapperGoMod(module, version, published));
  if ('source' in main) fs.copyFileSync(main.source, path.join(run.cwd, 'main.go'));
  else
    fs.writeFileSync(
      path.join(run.cwd, 'tools.go'),
      `//go:build tools\n\npackage tools\n\nimport _ "${main.package}"\n`,
    );
  await runGo(['mod', 'tidy'], run);
  return 'source' in main ? '.' : main.package;
}

/** The parts of `go mod edit -json` that count here. */
export interface PublishedModule {
  readonly Go: string;
  readonly Replace?:
    | readonly { Old: { Path: string; Version?: string }; New: { Path: string; Version?: string } }[]
    | null;
}

/**
 * The wrapper's go.mod. `go install` refuses modules that replace others, so the wrapper repeats the replacements; k8s.io/kubernetes
 * replaces its libraries by folders of its own, and the same code is published as v0.x of each library.
 */
export function wrapperGoMod(module: string, version: string, published: PublishedModule): string {
  const staging = version.replace(/^v1\./, 'v0.');
  const replacements = (published.Replace ?? []).flatMap(({ Old, New }) => {
    const old = Old.Version ? `${Old.Path} ${Old.Version}` : Old.Path;
    if (New.Version) return [`replace ${old} => ${New.Path} ${New.Version}`];
    return Old.Path.startsWith('k8s.io/') ? [`replace ${Old.Path} => ${Old.Path} ${staging}`] : [];
  });
  return ['module wrapper', '', `go ${published.Go}`, '', `require ${module} ${version}`, ...replacements, ''].join(
    '\n',
  );
}

async function downloadModule(module: string, version: string, run: GoRun): Promise<{ Dir: string; GoMod: string }> {
  // the JSON shape is documented in `go help mod download`
  return JSON.parse(await runGo(['mod', 'download', '-json', `${module}@${version}`], run)) as {
    Dir: string;
    GoMod: string;
  };
}

async function readModule(module: string, version: string, run: GoRun): Promise<PublishedModule> {
  const { GoMod } = await downloadModule(module, version, run);
  // the JSON shape is documented in `go help mod edit`
  return JSON.parse(await runGo(['mod', 'edit', '-json', GoMod], run)) as PublishedModule;
}

/** Copies a release's CRDs out of its module, unless that was done before. */
export async function copyCrds(argo: ArgoVersion, options: BuildOptions): Promise<void> {
  const target = crdFolder(options.cache, argo);
  if (fs.existsSync(target)) return;
  const folder = fs.mkdtempSync(path.join(options.cache, '.build-'));
  try {
    fs.writeFileSync(path.join(folder, 'go.mod'), `module wrapper\n\ngo ${neededGo}\n`);
    const { Dir } = await downloadModule(argoRollouts, `v${argo}`, { ...options, cwd: folder });
    const from = path.join(Dir, 'manifests', 'crds');
    const unfinished = `${target}.${process.pid}`;
    fs.mkdirSync(unfinished, { recursive: true });
    for (const file of fs.readdirSync(from).filter(name => name.endsWith('-crd.yaml'))) {
      fs.writeFileSync(path.join(unfinished, file), fs.readFileSync(path.join(from, file)));
    }
    fs.renameSync(unfinished, target);
  } catch (error) {
    throw explainFileError(error, options.cache, cacheVariable);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
