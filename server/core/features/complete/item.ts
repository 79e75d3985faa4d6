/** The answers of completion, and what its parts hand to each other. */
import type { Settings } from '../../env.ts';
import type { SchemaWalker } from '../../schema/walk.ts';
import type { Range, TextEdit } from '../../text/range.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { Cursor } from '../../yaml/at-cursor.ts';
import type { Layout } from './skeleton.ts';

export interface Completion {
  readonly label: string;
  readonly kind: 'field' | 'value' | 'snippet' | 'document' | 'variable' | 'function' | 'keyword' | 'operator';
  readonly detail?: string;
  /** Markdown. */
  readonly documentation?: string;
  /** Offsets of the file. New lines carry their whole indentation. */
  readonly edit: TextEdit;
  /** `edit.newText` is VS Code snippet text. */
  readonly snippet: boolean;
  /** Items are shown in the order of this text. */
  readonly sortText: string;
  readonly filterText: string;
  /** Ask for completion again after this one: a value comes next. */
  readonly retrigger?: boolean;
}

export interface CompleteInput {
  readonly cursor: Cursor;
  readonly text: string;
  readonly schemas: SchemaWalker;
  readonly settings: Settings;
  readonly workspace: Workspace;
  /** `metadata.namespace` of the document. */
  readonly namespace: string | undefined;
  /** Of the file. */
  readonly uri: string;
  readonly layout: Layout;
}

/** An item before it knows where it goes. */
export interface Item extends Omit<Completion, 'edit' | 'filterText'> {
  readonly newText: string;
}

export interface Placement {
  readonly items: readonly Item[];
  readonly replace: Range;
  readonly lead: string;
  readonly quote: string;
}
