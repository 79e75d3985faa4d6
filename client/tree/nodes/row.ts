/** What a row of the tree says and offers, before any editor is asked to draw it. */

import type { PhaseLook } from '../../experiments/view/phase.ts';
import type { CommandId, RowAction, RowKind } from '../../ids.ts';

export interface Row {
  readonly kind: RowKind;
  /** A name, or a sentence for rows of kind `message`. */
  readonly label: string;
  /** Parts of the grey text, most important first; empty ones are left out. */
  readonly description: readonly string[];
  /** Lines of plain text; may hold anything that a file or a cluster says. */
  readonly tooltip: readonly string[];
  readonly look: PhaseLook;
  /** What a screen reader says after the label. */
  readonly spoken: readonly string[];
  readonly actions: readonly RowAction[];
  /** `none`: there can be no rows below it. */
  readonly opens: 'none' | 'collapsed' | 'expanded';
  /** What a click does. */
  readonly command?: CommandId;
  /** What the command of a click is given: the id of the row, as a menu of the row gives it. */
  readonly argument?: string;
}

/** A row with its place in the tree. Both functions read the state of the source when they are called. */
export interface Node {
  readonly id: string;
  row(): Row;
  children(): readonly Node[];
}

/** The same row with more in its menu. */
export function offering(actions: readonly RowAction[], node: Node): Node {
  return {
    ...node,
    row: () => {
      const row = node.row();
      return { ...row, actions: [...row.actions, ...actions] };
    },
  };
}

const LONGEST_PART = 120;

/** One line of a message that may be long or broken in lines. */
export function inOneLine(message: string): string {
  const line = message.replace(/\s+/gu, ' ').trim();
  const characters = [...line];
  return characters.length <= LONGEST_PART ? line : `${characters.slice(0, LONGEST_PART - 1).join('')}…`;
}

/** The description as the editor gets it. */
export function joinParts(parts: readonly string[]): string {
  return parts
    .map(inOneLine)
    .filter(part => part !== '')
    .join(' · ');
}
