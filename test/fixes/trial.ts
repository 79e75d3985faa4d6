/**
 * One application of one fix, judged: its problem is gone, no error or warning is new anywhere, the run does not go worse, and what
 * it wrote can be read.
 */
import { applyEdits } from '../../scripts/rules/apply-edits.ts';
import {
  type ClusterFacts,
  expandSnippet,
  type Problem,
  type ProblemFix,
  type Range,
  type Service,
  type Settings,
  type TextEdit,
  type Timeline,
} from '../../server/core/index.ts';

/** Files as a person has them open, one of them looked at. */
export interface Scene {
  readonly uri: string;
  readonly files: Readonly<Record<string, string>>;
  readonly settings: Settings;
  readonly cluster?: ClusterFacts;
}

export interface Application {
  readonly problem: Problem;
  readonly fix: ProblemFix;
  readonly before: Scene;
  readonly after: Scene;
  /** What is wrong with it; none: it holds. */
  readonly faults: readonly string[];
}

/** What the service says of a scene. */
interface Verdict {
  /** Of every file, by URI. */
  readonly problems: ReadonlyMap<string, readonly Problem[]>;
  /** How each experiment goes, by its name: the larger the better. */
  readonly courses: ReadonlyMap<string, number>;
}

/** What a fix wrote, in the text after it. */
type Written = ReadonlyMap<string, readonly Range[]>;

export class Prover {
  readonly #service: Service;
  #shown: readonly string[] = [];

  /** The service is this prover's alone. */
  constructor(service: Service) {
    this.#service = service;
  }

  /** Every fix of every problem of the scene's file. */
  *apply(before: Scene): Iterable<Application> {
    const was = this.#judge(before);
    for (const problem of was.problems.get(before.uri) ?? []) {
      for (const fix of problem.fixes) {
        const made = withFix(before, fix);
        if (typeof made === 'string') yield { problem, fix, before, after: before, faults: [made] };
        else yield { problem, fix, before, after: made.scene, faults: this.#compare(before, problem, was, made) };
      }
    }
  }

  #compare(before: Scene, problem: Problem, was: Verdict, { scene, written }: Made): readonly string[] {
    const is = this.#judge(scene);
    const own = (verdict: Verdict): readonly Problem[] => verdict.problems.get(before.uri) ?? [];
    const same = (each: Problem): boolean => each.rule === problem.rule && each.message === problem.message;
    const faults: string[] = [];
    if (own(is).filter(same).length >= own(was).filter(same).length) faults.push('the problem is still there');
    const isPartial = own(was).some(({ rule }) => UNCOVERING.has(rule));
    for (const [uri, problems] of is.problems) {
      const known = was.problems.get(uri) ?? [];
      for (const each of newOnes(known, problems)) {
        const isCaused = written.get(uri)?.some(range => touches(range, each.range));
        if (!isPartial || isCaused) faults.push(`new ${each.severity} ${each.rule} in ${uri}: ${each.message}`);
      }
    }
    // What the API server refuses does not go at all.
    const isRefused = own(was).some(({ severity }) => severity === 'error');
    for (const [name, course] of is.courses) {
      const old = was.courses.get(name);
      if (old === undefined || isRefused || course >= old) continue;
      faults.push(`${name} goes worse: ${COURSES[old]}, now ${COURSES[course]}`);
    }
    return faults;
  }

  #judge({ uri, files, settings, cluster }: Scene): Verdict {
    const service = this.#service;
    for (const old of this.#shown) if (!(old in files)) service.remove(old);
    this.#shown = Object.keys(files);
    for (const [each, text] of Object.entries(files)) service.update(each, text);
    service.setCluster(cluster);
    service.setComplete(true);
    const problems = new Map(this.#shown.map(each => [each, service.diagnose(each, settings)] as const));
    return { problems, courses: coursesOf(service, uri, settings) };
  }
}

/** Where one of these is told, other rules keep silent about what they cannot be sure of; they speak when it is mended. */
const UNCOVERING: ReadonlySet<string> = new Set([
  'yaml-syntax',
  'yaml-tab',
  'yaml-document-end',
  'placeholder-unquoted',
  'unknown-field',
  'field-case',
  'field-wrong-level',
  'kind-missing',
  'kind-unknown',
  'helm-eats-placeholder',
  'ro-deployment-strategy',
  'step-threshold-as-step',
  'step-exp-retention',
]);

/** From the worst to the best. */
const COURSES = ['not played', 'refused', 'hangs', 'Error', 'Failed', 'Inconclusive', 'Successful'];

/** More than a file has: an experiment is played in a few milliseconds. */
const MAX_PLAYED = 4;

function coursesOf(service: Service, uri: string, settings: Settings): ReadonlyMap<string, number> {
  const runnables = service.runnables(uri).slice(0, MAX_PLAYED);
  return new Map(
    runnables.map(({ document, step, spec }) => [
      spec.name,
      courseOf(service.rehearse({ uri, document, step }, {}, settings)?.timeline.verdict),
    ]),
  );
}

function courseOf(verdict: Timeline['verdict'] | undefined): number {
  if (!verdict) return 0;
  if (verdict.kind === 'invalid') return 1;
  return verdict.kind === 'finished' ? COURSES.indexOf(verdict.phase) : 2;
}

interface Made {
  readonly scene: Scene;
  readonly written: Written;
}

/** The scene after the fix, tab stops left as they are; a text says why there is none. */
function withFix(before: Scene, fix: ProblemFix): Made | string {
  const files: Record<string, string> = { ...before.files };
  const written = new Map<string, readonly Range[]>();
  for (const { uri, edits: raw } of [{ uri: before.uri, edits: fix.edits }, ...fix.others]) {
    const text = files[uri];
    if (text === undefined) return `writes into ${uri}, which is not there`;
    const edits = fix.snippet ? raw.map(edit => ({ ...edit, newText: expandSnippet(edit.newText) })) : raw;
    try {
      files[uri] = applyEdits(text, edits);
    } catch (error) {
      return `its edits overlap: ${error}`;
    }
    written.set(uri, writtenRanges(edits));
  }
  if (fix.creates) {
    const { uri, text } = fix.creates;
    if (files[uri] !== undefined) return `creates ${uri}, which is there`;
    files[uri] = text;
    written.set(uri, [{ start: 0, end: text.length }]);
  }
  return { scene: { ...before, files }, written };
}

function writtenRanges(edits: readonly TextEdit[]): readonly Range[] {
  let shift = 0;
  return edits
    .toSorted((a, b) => a.range.start - b.range.start)
    .map(({ range, newText }) => {
      const start = range.start + shift;
      shift += newText.length - (range.end - range.start);
      return { start, end: start + newText.length };
    });
}

function touches(a: Range, b: Range): boolean {
  return a.start <= b.end && b.start <= a.end;
}

/** Errors and warnings of rules that are broken more often than before; an error that became a warning is none. */
function newOnes(before: readonly Problem[], after: readonly Problem[]): readonly Problem[] {
  const left = countByRule(before);
  return after.filter(({ severity, rule }) => {
    if (severity !== 'error' && severity !== 'warning') return false;
    const keys = severity === 'error' ? [`error ${rule}`] : [`warning ${rule}`, `error ${rule}`];
    const key = keys.find(each => (left.get(each) ?? 0) > 0);
    if (key !== undefined) left.set(key, (left.get(key) ?? 0) - 1);
    return key === undefined;
  });
}

function countByRule(problems: readonly Problem[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { severity, rule } of problems)
    counts.set(`${severity} ${rule}`, (counts.get(`${severity} ${rule}`) ?? 0) + 1);
  return counts;
}
