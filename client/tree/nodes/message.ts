/** Rows that hold a sentence, and what a click on them does. */

import { describeFailure, type Failure } from '../../experiments/failures/failure.ts';
import { remedyCommand } from '../../experiments/failures/remedies.ts';
import type { L10n } from '../../experiments/values/l10n.ts';
import type { PhaseLook } from '../../experiments/view/phase.ts';
import type { CommandId, RowAction } from '../../ids.ts';
import type { Node } from './row.ts';

export interface Message {
  readonly sentence: string;
  /** What a click does, or what the sentence is, in few words. */
  readonly offer?: string;
  readonly look: PhaseLook;
  readonly command?: CommandId;
  /** In the menu of the row, and as a button on it. */
  readonly action?: RowAction;
}

/** `name`: unique below the parent. No experiment's id begins with a blank. */
export function messageNode(parent: string, name: string, { sentence, offer, look, command, action }: Message): Node {
  const id = `${parent}/ ${name}`;
  return {
    id,
    row: () => ({
      kind: 'message',
      label: sentence,
      description: offer === undefined ? [] : [offer],
      tooltip: [sentence],
      look,
      spoken: offer === undefined ? [] : [offer],
      actions: action === undefined ? [] : [action],
      opens: 'none',
      ...(command === undefined ? {} : { command, argument: id }),
    }),
    children: () => [],
  };
}

export const WARNING: PhaseLook = { icon: 'warning', color: 'problemsWarningIcon.foreground' };

/** One sentence, and its remedy. */
export function failureNode(parent: string, name: string, failure: Failure, l10n: L10n): Node {
  const words = describeFailure(failure, l10n);
  const remedy = remedyCommand(words, l10n);
  return messageNode(parent, name, {
    sentence: words.sentence,
    look: WARNING,
    ...(remedy === undefined ? {} : { command: remedy.command, offer: remedy.label }),
    ...(remedy?.action === undefined ? {} : { action: remedy.action }),
  });
}
