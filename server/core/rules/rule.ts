/** The shape of a rule. A rule is one exported constant in a file of its own, listed once in `registry.ts`. */
import type { Settings } from '../env.ts';
import type { SchemaWalker } from '../schema/walk.ts';
import type { Range, TextEdit } from '../text/range.ts';
import type { KubeDocument } from '../workspace/file.ts';
import type { Workspace } from '../workspace/workspace.ts';

export type Severity = 'error' | 'warning' | 'info' | 'hint';

/**
 * What a rule must fully know before it may speak: one document, all files of the workspace, or a cluster. What is not
 * fully known makes it silent.
 */
export type Needs = 'document' | 'workspace' | 'cluster';

/** Another place that has to do with a finding: the twin, the template that lacks the arg. */
export interface Related {
  readonly uri: string;
  readonly range: Range;
  readonly message: string;
}

/** One finding of a rule. Ranges are offsets into the file. */
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
  /** Edits of the finding's own file, not overlapping. With `snippet` there is exactly one, whose text has tab stops. */
  readonly edits: readonly TextEdit[];
  readonly snippet?: boolean;
}

export interface RuleContext {
  readonly document: KubeDocument;
  readonly workspace: Workspace;
  readonly schemas: SchemaWalker;
  readonly settings: Settings;
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
  readonly check: (context: RuleContext) => Iterable<Finding>;
}
