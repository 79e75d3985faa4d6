/** What a command is, and what commands are made of. */
import type { CommandId } from '../ids.ts';
import { describeFailure, type Failure } from '../live/failure.ts';
import type { L10n } from '../live/l10n.ts';
import type { Requests } from '../live/requests.ts';
import type { Located } from '../live/row-actions.ts';
import type { Place, RunTarget } from '../live/source.ts';
import type { Ask } from '../ui/ask.ts';
import type { Editor } from '../ui/editor.ts';
import type { Progress } from '../ui/progress.ts';
import type { Tell } from '../ui/tell.ts';

export interface Command {
  readonly id: CommandId;
  /** Arguments as the editor gives them: nothing from the palette, a row's id from the tree, a URI from the explorer. */
  run(...args: readonly unknown[]): Promise<void>;
}

export interface Tree {
  reveal(node: string): Promise<void>;
  /** The row that is selected. */
  readonly selected: string | undefined;
}

export interface ResultsView {
  /** Shows the results of one experiment, or of several side by side; `analysis`: the one to go to. */
  show(experiments: readonly Located[], analysis?: string): void;
}

export interface LanguageServer {
  restart(): Promise<void>;
  showOutput(): void;
}

/** Everything that commands may use. */
export interface Parts {
  readonly places: readonly Place[];
  /** Answers to "Run where?". */
  readonly targets: readonly RunTarget[];
  readonly requests: Requests;
  readonly ask: Ask;
  readonly tell: Tell;
  readonly progress: Progress;
  readonly editor: Editor;
  readonly tree: Tree;
  readonly results: ResultsView;
  readonly language: LanguageServer;
  readonly l10n: L10n;
  readonly log: (message: string) => void;
  /** Runs another command by its id: what the button of a message does. */
  readonly execute: (id: CommandId) => Promise<void>;
}

/** Says why something that was just asked for did not happen, with what mends it as a button. */
export async function tellFailure(parts: Pick<Parts, 'tell' | 'l10n' | 'execute'>, failure: Failure): Promise<void> {
  const { sentence, remedy } = describeFailure(failure, parts.l10n);
  if (remedy === undefined) {
    await parts.tell.say('error', sentence);
    return;
  }
  // All failures that can be mended here are mended the same way.
  const button = parts.l10n.t('Restart Language Server');
  if ((await parts.tell.say('error', sentence, button)) === button) await parts.execute(remedy);
}

/** A command that fails for no expected reason leaves its name and the stack in the output, and a message. */
export function guarded(command: Command, { tell, l10n, log, language }: Parts): Command['run'] {
  return async (...args) => {
    try {
      await command.run(...args);
    } catch (error) {
      log(`${command.id}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      const button = l10n.t('Show Output');
      const message = l10n.t('This did not work because of a mistake in Argo Experiments. The output has the details.');
      if ((await tell.say('error', message, button)) === button) language.showOutput();
    }
  };
}
