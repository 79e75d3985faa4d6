/** The answers of completion, and what its parts hand to each other. */
import type { Settings } from '../../env.ts';
import type { SchemaWalker } from '../../schema/walk.ts';
import type { Range, TextEdit } from '../../text/range.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { Cursor } from '../../yaml/at-cursor.ts';
import type { YamlNode } from '../../yaml/node.ts';
import type { Chosen } from './choice.ts';
import type { Layout } from './skeleton.ts';

export interface Completion {
  readonly label: string;
  /** `typed`: what is written already, in a list that never opens (`choice.ts`). */
  readonly kind:
    | 'field'
    | 'value'
    | 'snippet'
    | 'document'
    | 'variable'
    | 'function'
    | 'keyword'
    | 'operator'
    | 'typed';
  readonly detail?: string;
  /** Said beside the label: whose field it is. */
  readonly origin?: string;
  /** Markdown. */
  readonly documentation?: string;
  /** Offsets of the file, on the cursor's line. New lines carry their whole indentation. */
  readonly edit: TextEdit;
  /** Quotes that become necessary around the text: on the cursor's line, apart from `edit`. */
  readonly additionalEdits?: readonly TextEdit[];
  /** `edit.newText` is VS Code snippet text. */
  readonly snippet: boolean;
  /** Items are shown in the order of this text. */
  readonly sortText: string;
  readonly filterText: string;
  /** Ask for completion again after this one: a field or value comes next. */
  readonly retrigger?: boolean;
}

export interface CompleteInput {
  readonly cursor: Cursor;
  readonly text: string;
  /** Tree of the text as it is, where it can be read. */
  readonly written: YamlNode | undefined;
  readonly schemas: SchemaWalker;
  readonly settings: Settings;
  readonly workspace: Workspace;
  /** `metadata.namespace` of the document. */
  readonly namespace: string | undefined;
  /** Of the file. */
  readonly uri: string;
  readonly layout: Layout;
  /** The character that was typed and made the editor ask. Absent: a word is typed, or the list was asked for. */
  readonly trigger?: string;
}

/** An item before it knows where it goes. */
export interface Item extends Omit<Completion, 'edit' | 'additionalEdits' | 'sortText' | 'filterText'>, Chosen {
  readonly label: string;
  readonly newText: string;
}

export interface Placement {
  readonly items: readonly Item[];
  readonly replace: Range;
  readonly lead: string;
  /** What is typed of the word: from the start of `replace` to the cursor, without blanks. */
  readonly typed: string;
  readonly quote: string;
}
