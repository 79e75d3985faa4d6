/** Diagnostics of a file: what the rules find in each of its documents, in offsets of the file. */
import type { Env, Settings } from '../env.ts';
import type { Fix, Severity } from '../rules/rule.ts';
import { type RuleFinding, runRules } from '../rules/run.ts';
import type { SchemaWalker } from '../schema/walk.ts';
import { overlaps, type Range, shiftRange } from '../text/range.ts';
import { isKubeDocument, type KubeDocument, type SourceFile } from '../workspace/file.ts';
import type { Workspace } from '../workspace/workspace.ts';

export interface Problem {
  /** Id of the rule. */
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  /** Offsets of the file, as all ranges here unless said otherwise. */
  readonly range: Range;
  readonly related: readonly RelatedPlace[];
  readonly unnecessary: boolean;
  readonly fixes: readonly Fix[];
}

export interface RelatedPlace {
  readonly uri: string;
  /** Offsets of the file at `uri`. */
  readonly range: Range;
  readonly message: string;
}

export interface DiagnoseInput {
  readonly file: SourceFile;
  readonly schemas: SchemaWalker;
  readonly workspace: Workspace;
  readonly settings: Settings;
  readonly log: Env['log'];
}

export function diagnose(input: DiagnoseInput): readonly Problem[] {
  return input.file.documents.flatMap(document => (isKubeDocument(document) ? diagnoseDocument(input, document) : []));
}

/** Repairs for the problems that touch `range`, best first. */
export function fixes(input: DiagnoseInput, range: Range): readonly { readonly problem: Problem; readonly fix: Fix }[] {
  return diagnose(input)
    .filter(problem => overlaps(problem.range, range))
    .flatMap(problem => problem.fixes.map(fix => ({ problem, fix })));
}

function diagnoseDocument({ log, ...input }: DiagnoseInput, document: KubeDocument): readonly Problem[] {
  return runRules({ ...input, document }, log).map(finding => place(finding, input.file, document));
}

function place(finding: RuleFinding, file: SourceFile, { start }: KubeDocument): Problem {
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
    fixes: (finding.fixes ?? []).map(fix => ({
      ...fix,
      edits: fix.edits.map(edit => ({ ...edit, range: shiftRange(edit.range, start) })),
    })),
  };
}
