/** The shape of a rule. A rule is one exported constant in a file of its own, listed once in `registry.ts`. */
import type { Settings, Severity } from '../../env.ts';
import type { CheckedCondition } from '../../model/condition.ts';
import type { JudgedCall, Judgement } from '../../run/judge.ts';
import type { Schema } from '../../schema/schema.ts';
import type { SchemaProblem } from '../../schema/validate.ts';
import type { SchemaWalker } from '../../schema/walk.ts';
import type { Range, TextEdit } from '../../text/range.ts';
import type { KubeDocument, SourceDocument, SourceFile } from '../../workspace/file.ts';
import type { ResolvedAnalysis } from '../../workspace/resolve.ts';
import type { Placed, Workspace } from '../../workspace/workspace.ts';
import type { YamlNode } from '../../yaml/node.ts';

/**
 * What a rule must fully know before it may speak: the value that it marks, one document, all files of the workspace, or a
 * cluster. Rules of values also judge what is written out in a template of another tool, and what an operation of a patch sets.
 */
export type Needs = 'value' | 'document' | 'workspace' | 'cluster';

/** Another place that has to do with a finding: the twin, the template that lacks the arg. */
export interface Related {
  /** Absent: the finding's own document. */
  readonly in?: Placed;
  readonly range: Range;
  readonly message: string;
}

/** One finding of a rule. Its ranges, and those of its fixes, are offsets into the document, as its tree's are. */
export interface Finding {
  readonly range: Range;
  /** What is wrong, what the controller does about it, what to write instead. */
  readonly message: string;
  /** Absent: the rule's own severity. */
  readonly severity?: Severity;
  readonly related?: readonly Related[];
  readonly unnecessary?: boolean;
  /** Mechanical repairs, best first. */
  readonly fixes?: readonly Fix[];
}

export interface Fix {
  readonly title: string;
  /** Edits of the finding's own file, in offsets of its document, not overlapping. */
  readonly edits: readonly TextEdit[];
  /** Edits of other documents, of this file or another one. */
  readonly elsewhere?: readonly PlacedEdit[];
  /** A file that is written anew. Editors that cannot create files are not offered the fix. */
  readonly creates?: NewFile;
  /** The texts of all edits have tab stops: `${1:text}`, and `\$` for a dollar. That of a new file has none. */
  readonly snippet?: boolean;
  /**
   * What is written can only have been meant like this, and means the same afterwards or what it never could before: may
   * be written unasked, such as when a file is saved.
   */
  readonly isSafe?: boolean;
}

/** An edit in offsets of another document. */
export interface PlacedEdit extends TextEdit {
  readonly in: { readonly file: SourceFile; readonly document: SourceDocument };
}

export interface NewFile {
  readonly uri: string;
  readonly text: string;
}

export interface RuleContext {
  readonly file: SourceFile;
  readonly document: KubeDocument;
  /** The tree's root; a document without one has no rules but those of the text. */
  readonly root: YamlNode | undefined;
  /** Schema of the document's kind; absent: a kind or version that we do not know. */
  readonly schema: Schema | undefined;
  /** What the API server's schema says of the document, as far as it is certain. */
  readonly structure: readonly SchemaProblem[];
  readonly schemas: SchemaWalker;
  readonly workspace: Workspace;
  /** All of the document can be read and is what the cluster gets: what is not in it is missing. */
  readonly isWhole: boolean;
  /** What becomes of the document's analyses as the files stand. Not for rules that need the document alone. */
  readonly judgement: () => Judgement;
  /** The analyses that the document starts, with what their templates come to. Not for rules that need the document alone. */
  readonly calls: () => readonly JudgedCall[];
  /** An analysis template with all that it merges in; undefined: the document is none. Not for rules that need the document alone. */
  readonly merged: () => ResolvedAnalysis | undefined;
  /** The conditions of the document's metrics, checked when first asked for. */
  readonly conditions: () => readonly CheckedCondition[];
  readonly settings: Settings;
}

/** A row of the list of known mistakes that no rule reports, and why. */
export interface UndecidedRule {
  readonly id: string;
  readonly title: string;
  /** Begins with `needs a cluster: `, `cannot be decided from files: ` or `is reported as <id>: `. */
  readonly why: string;
}

export interface Rule {
  /** Stable for ever; the fixture folder, the setting and the documentation are named after it. */
  readonly id: string;
  readonly title: string;
  /** Why, and what the controller does otherwise. Markdown; the reference page and the hover of the code are made of it. */
  readonly docs: string;
  readonly severity: Severity;
  /** Kinds it looks at; `'*'`: any document that is ours. */
  readonly kinds: readonly string[] | '*';
  readonly needs: Needs;
  /**
   * What it finds of level error stops the object: kubectl cannot read it, the API server refuses it, or the controller gets nowhere with
   * it. A rehearsal then plays nothing.
   */
  readonly stops?: true;
  /** It is about the marks of other tools themselves (`${x}`, `{{ x }}`): where those are, every other rule is silent. */
  readonly judgesMarks?: boolean;
  /** It is about the text, not about what it says: it speaks where YAML had to be guessed. */
  readonly judgesText?: boolean;
  /** The release of the extension that first has it; absent: 0.1.0, the first one. */
  readonly since?: string;
  readonly check: (context: RuleContext) => Iterable<Finding>;
}

/** What the builders of rules take: an `error` that needs the document alone, where nothing else is said. */
export interface RuleWords
  extends Pick<Rule, 'id' | 'title' | 'docs'>,
    Partial<Pick<Rule, 'severity' | 'needs' | 'since' | 'stops'>> {
  /** It judges what is written, and nothing that is missing, so that it also looks at what is half typed, and at patches. */
  readonly isPartial?: boolean;
}

export function fromWords(words: RuleWords): Omit<Rule, 'kinds' | 'check'> {
  const { id, title, docs, severity = 'error', needs = 'document', since, stops } = words;
  return { id, title, docs, severity, needs, ...(since === undefined ? {} : { since }), ...(stops ? { stops } : {}) };
}

export function looksAt({ isPartial, needs }: RuleWords, { isWhole }: RuleContext): boolean {
  return isWhole || isPartial === true || needs === 'value';
}
