/** The parts of a document that another tool replaces before a cluster gets it. */
import type { Range } from '../text/range.ts';

/** The tools whose templates are recognised; `other`: braces or tokens of a tool that nothing names. */
export type Tool = 'helm' | 'jinja' | 'terraform' | 'backstage' | 'erb' | 'other';

/** The tools' own names. */
export const TOOL_NAMES = {
  helm: 'Helm',
  jinja: 'Jinja',
  terraform: 'Terraform',
  backstage: 'Backstage',
  erb: 'ERB',
  other: undefined,
} as const satisfies Record<Tool, string | undefined>;

/**
 * `note`: writes nothing, as a comment. `literal`: writes a text that the template itself holds. `value`: writes a text that is
 * not known. `control`: decides whether, and how often, other lines are written.
 */
export type MarkKind = 'note' | 'literal' | 'value' | 'control';

export interface Mark {
  /** Delimiters included. Marks are in order and lie apart. */
  readonly range: Range;
  readonly kind: MarkKind;
  /** The text between the delimiters, trimmed, without trim marks. */
  readonly body: string;
  /** Of a `literal`: the text that it writes. */
  readonly text?: string;
}
