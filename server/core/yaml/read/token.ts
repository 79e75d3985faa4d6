import type { ScalarStyle } from '../node.ts';

/** Pieces of which the tree is made. Those of block collections are written nowhere: they come of the indentation. */
export type TokenKind =
  | 'end'
  | 'document-start'
  | 'document-end'
  | 'block-seq'
  | 'block-map'
  | 'block-end'
  | 'flow-seq'
  | 'flow-map'
  | 'flow-seq-end'
  | 'flow-map-end'
  | 'dash'
  | 'comma'
  | 'key'
  | 'value'
  | 'alias'
  | 'anchor'
  | 'tag'
  | 'scalar';

export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
  /** Of a scalar its text, of an anchor or alias its name, of a tag what is written. */
  readonly text: string;
  readonly style: Exclude<ScalarStyle, 'empty'>;
}
