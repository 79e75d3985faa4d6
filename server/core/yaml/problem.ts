/** What is wrong with a text. The sentences stand beside the rules that tell them. */

/** kubectl reads the document, and otherwise than it looks. */
export type MisreadCode = 'NO_BREAK_SPACE' | 'TEXT_DROPPED';

export type YamlProblemCode =
  | MisreadCode
  /** `{{ x }}` without quotes: a map whose name is a map. */
  | 'PLACEHOLDER'
  | 'BAD_ANCHOR'
  | 'BAD_BLOCK_HEADER'
  | 'BAD_DIRECTIVE'
  | 'BAD_ESCAPE'
  | 'BAD_KEY'
  | 'BAD_MERGE'
  | 'BAD_SEPARATOR'
  | 'BAD_TAG'
  | 'BAD_TAGGED'
  | 'BRACKET_IN_NAME'
  | 'COLON_IN_VALUE'
  | 'CONTROL_CHARACTER'
  | 'HALF_TYPED'
  | 'LIST_IN_VALUE'
  | 'NEEDS_QUOTES'
  | 'NO_BLANK'
  | 'NO_COLON'
  | 'NO_COMMA'
  | 'NO_DASH'
  | 'NOT_A_NUMBER'
  | 'OPEN_BRACKET'
  | 'OPEN_QUOTE'
  | 'SELF_ALIAS'
  | 'STRAY_BRACKET'
  | 'STRAY_COMMA'
  | 'STRAY_DASH'
  | 'TAB_AS_INDENT'
  | 'TEXT_BEHIND_JSON'
  | 'TEXT_BEHIND_VALUE'
  | 'TOO_DEEP'
  | 'TOO_DEEP_INDENT'
  | 'TOO_LARGE'
  | 'TOO_MANY_ALIASES'
  | 'UNKNOWN_ALIAS'
  | 'UNREADABLE'
  | 'WRONG_INDENT';

/** With these a document is read as it was meant. */
export const HARMLESS: ReadonlySet<YamlProblemCode> = new Set(['NO_BREAK_SPACE', 'PLACEHOLDER']);

/** kubectl reads a document with problems of these alone. */
export const MISREAD: ReadonlySet<YamlProblemCode> = new Set<MisreadCode>(['NO_BREAK_SPACE', 'TEXT_DROPPED']);
