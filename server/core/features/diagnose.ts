/** Diagnostics of a file: what the rules find in each of its documents, in offsets of the file. */
import type { Settings, Severity } from '../env.ts';
import { choose, type FixedFile, fixAll } from '../rules/engine/fix-all.ts';
import { severityIn } from '../rules/engine/profile.ts';
import type { Fix, NewFile } from '../rules/engine/rule.ts';
import type { RuleFinding, RuleRunner } from '../rules/engine/run.ts';
import { type Directive, isSilenced, readDirectives } from '../rules/engine/suppress.ts';
import { lineAt } from '../text/line-map.ts';
import { overlaps, type Range, shiftRange, type TextEdit } from '../text/range.ts';
import { isOnCluster } from '../workspace/cluster.ts';
import { isKubeDocument, type KubeDocument, type SourceDocument, type SourceFile } from '../workspace/file.ts';
import type { FileStore } from '../workspace/workspace.ts';
import { editJson, isJson } from '../yaml/json-edit.ts';

export interface Problem {
  /** Id of the rule. */
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  /** Offsets of the file, as all ranges here unless said otherwise. */
  readonly range: Range;
  readonly related: readonly RelatedPlace[];
  readonly unnecessary: boolean;
  /** Best first. */
  readonly fixes: readonly ProblemFix[];
}

/** A rule's fix in the words of files. */
export interface ProblemFix {
  readonly title: string;
  /** Edits of the problem's own file, not overlapping. */
  readonly edits: readonly TextEdit[];
  /** Edits of other files. */
  readonly others: readonly FileEdits[];
  readonly creates?: NewFile;
  /** The texts of all edits have tab stops; that of a new file has none. */
  readonly snippet: boolean;
  /** May be written unasked. */
  readonly isSafe: boolean;
}

export interface FileEdits {
  readonly uri: string;
  readonly edits: readonly TextEdit[];
}

export interface RelatedPlace {
  readonly uri: string;
  /** Offsets of the file at `uri`. */
  readonly range: Range;
  readonly message: string;
}

/** Id under which a comment is reported that silences nothing. */
export const UNUSED_IGNORE = 'ignore-unused';
/** What it reports, in the words of a rule's title. */
export const UNUSED_IGNORE_TITLE = 'Comment that silences nothing';

export function diagnose(file: SourceFile, settings: Settings, rules: RuleRunner): readonly Problem[] {
  const kube = file.documents.filter(isKubeDocument);
  if (kube.length === 0) return [];
  const problems = kube.flatMap(document => {
    const placed = new Map<Fix, ProblemFix>();
    return rules.run(file, document, settings).map(finding => place(finding, file, document, placed));
  });
  const directives = readDirectives(file.text);
  if (directives.length === 0) return problems;
  const left = problems.filter(({ rule, range }) => !directives.some(each => isSilenced(rule, range, each)));
  return [...left, ...unused(file.text, directives, problems, settings)];
}

export interface FixesAt {
  /** The problems that touch the place, with a fix or without. */
  readonly problems: readonly Problem[];
  readonly fixes: readonly { readonly problem: Problem; readonly fix: ProblemFix }[];
  /** Rules of these problems that {@link fixEverywhere} mends in more than one place of the file. */
  readonly repeated: readonly string[];
}

/** Repairs for the problems that touch `range`, best first. */
export function fixes(file: SourceFile, settings: Settings, rules: RuleRunner, range: Range): FixesAt {
  const all = diagnose(file, settings, rules);
  const problems = all.filter(problem => overlaps(problem.range, range));
  const here = problems.filter(problem => problem.fixes.length > 0);
  return {
    problems,
    fixes: here.flatMap(problem => problem.fixes.map(fix => ({ problem, fix }))),
    repeated: [...new Set(here.map(({ rule }) => rule))].filter(rule => choose(all, rule).length > 1),
  };
}

/** All that can be mended in a file at once, of one rule or unasked. The store is as before when it answers. */
export function fixEverywhere(
  file: SourceFile,
  settings: Settings,
  rules: RuleRunner,
  store: FileStore,
  rule: string | undefined,
): FixedFile {
  const problemsOf = (text: string): readonly Problem[] => {
    const current = text === file.text ? file : store.read(file.uri, text);
    if (current !== file) store.set(current);
    return diagnose(current, settings, rules);
  };
  try {
    return fixAll(file.text, problemsOf, rule);
  } finally {
    if (store.get(file.uri) !== file) store.set(file);
  }
}

/** `placed`: fixes that were placed already; many findings of a document may share a big one. */
function place(finding: RuleFinding, file: SourceFile, document: KubeDocument, placed: Map<Fix, ProblemFix>): Problem {
  const { start } = document;
  return {
    rule: finding.rule.id,
    severity: finding.severity,
    message: finding.message,
    range: shiftRange(finding.range, start),
    related: (finding.related ?? []).map(({ in: other, range, message }) => ({
      uri: other?.file.uri ?? file.uri,
      range: shiftRange(range, other?.document.start ?? start),
      message,
    })),
    unnecessary: finding.unnecessary ?? false,
    fixes: (finding.fixes ?? []).filter(isPossible).map(fix => {
      const known = placed.get(fix) ?? placeFix(fix, file, document);
      placed.set(fix, known);
      return known;
    }),
  };
}

function placeEdit(edit: TextEdit, { text, start }: SourceDocument): TextEdit {
  const { range, newText } = keepLineBreak(text, isJson(text) ? editJson(text, edit) : edit);
  return { range: shiftRange(range, start), newText };
}

/** A block scalar reaches over the line break behind it: what takes its place does not. */
function keepLineBreak(text: string, { range, newText }: TextEdit): TextEdit {
  const replaced = text.slice(range.start, range.end);
  if (newText === '' || /[\r\n]$/.test(newText) || !/[\r\n]\s*$/.test(replaced)) return { range, newText };
  return { range: { start: range.start, end: range.start + replaced.trimEnd().length }, newText };
}

/** What is on a cluster is changed there. */
function isPossible({ elsewhere }: Fix): boolean {
  return !elsewhere?.some(({ in: at }) => isOnCluster(at.file));
}

function placeFix(fix: Fix, file: SourceFile, document: KubeDocument): ProblemFix {
  const own = fix.edits.map(edit => placeEdit(edit, document));
  const byFile = new Map<string, TextEdit[]>();
  for (const { in: at, range, newText } of fix.elsewhere ?? []) {
    const edit = placeEdit({ range, newText }, at.document);
    if (at.file.uri === file.uri) own.push(edit);
    else byFile.set(at.file.uri, [...(byFile.get(at.file.uri) ?? []), edit]);
  }
  return {
    title: fix.title,
    edits: own,
    others: [...byFile].map(([uri, edits]) => ({ uri, edits })),
    ...(fix.creates ? { creates: fix.creates } : {}),
    snippet: fix.snippet ?? false,
    isSafe: fix.isSafe ?? false,
  };
}

function unused(
  text: string,
  directives: readonly Directive[],
  problems: readonly Problem[],
  settings: Settings,
): readonly Problem[] {
  const severity = severityIn(settings, UNUSED_IGNORE, 'info');
  if (severity === 'off') return [];
  const report = (range: Range, message: string, whole: Range): Problem => ({
    rule: UNUSED_IGNORE,
    severity,
    message,
    range,
    related: [],
    unnecessary: true,
    fixes: [
      {
        title: 'Remove the comment',
        edits: [{ range: removal(text, whole), newText: '' }],
        others: [],
        snippet: false,
        isSafe: false,
      },
    ],
  });
  return directives.flatMap(directive => {
    if (directive.rules.length === 0) {
      return [
        report(
          directive.range,
          'This comment names no rule, so it silences nothing. Write the rule behind it.',
          directive.range,
        ),
      ];
    }
    const idle = directive.rules.filter(
      ({ id }) => !problems.some(({ rule, range }) => rule === id && isSilenced(rule, range, directive)),
    );
    const isAll = idle.length === directive.rules.length;
    return idle.map(({ id, range }) => {
      const found = report(
        range,
        `Nothing here is reported as \`${id}\`: this comment silences nothing. Remove it.`,
        directive.range,
      );
      return isAll ? found : { ...found, fixes: [] };
    });
  });
}

/** The comment with the blanks before it; the whole line when nothing else stands on it. */
function removal(text: string, comment: Range): Range {
  const line = lineAt(text, comment.start);
  const before = text.slice(line.start, comment.start);
  if (before.trim() !== '') return { start: line.start + before.trimEnd().length, end: comment.end };
  const end = Math.min(text.length, line.end + (text.startsWith('\r\n', line.end) ? 2 : 1));
  return { start: line.start, end };
}
