/** What a command is, and what commands are made of. */

import { describeFailure, type Failure } from '../experiments/failures/failure.ts';
import { remedyCommand } from '../experiments/failures/remedies.ts';
import type { Located } from '../experiments/places/row-actions.ts';
import type { Clusters } from '../experiments/ports/clusters.ts';
import type { Memory } from '../experiments/ports/memory.ts';
import type { Requests } from '../experiments/ports/requests.ts';
import type { Place, RunTarget } from '../experiments/ports/source.ts';
import type { ExportForm } from '../experiments/values/export-form.ts';
import type { L10n } from '../experiments/values/l10n.ts';
import type { TreeFilter } from '../experiments/view/filter.ts';
import { COMMANDS, type CommandId } from '../ids.ts';
import type { Ask } from '../ui/ask.ts';
import type { Desk } from '../ui/desk.ts';
import type { Editor } from '../ui/editor.ts';
import type { Logs } from '../ui/logs.ts';
import type { Progress } from '../ui/progress.ts';
import type { RulePages } from '../ui/rule-pages.ts';
import type { Tell } from '../ui/tell.ts';
import type { Texts } from '../ui/texts.ts';
import type { Versions } from '../ui/versions.ts';

export interface Command {
  readonly id: CommandId;
  /** Arguments as the editor gives them: nothing from the palette, a row's id from the tree, a URI from the explorer. */
  run(...args: readonly unknown[]): Promise<void>;
}

export interface Tree {
  reveal(node: string): Promise<void>;
  /** Shows more of the finished experiments of a source. */
  showMore(source: string): void;
  readonly filter: TreeFilter;
  /** Remembered for this workspace. */
  setFilter(filter: TreeFilter): Promise<void>;
  /** The row that is selected. */
  readonly selected: string | undefined;
}

export interface ResultsView {
  /** Shows the results of one experiment, or of several side by side; `analysis`: the one to go to. */
  show(experiments: readonly Located[], analysis?: string): void;
  /** The results as they are now, as text. */
  text(experiments: readonly Located[], form: ExportForm): string;
}

export interface LanguageServer {
  restart(): Promise<void>;
  showOutput(): void;
}

/** Everything that commands may use. */
export interface Parts {
  readonly places: readonly Place[];
  /** Answers to "Run where?" that need no cluster. */
  readonly targets: readonly RunTarget[];
  readonly clusters: Clusters;
  readonly requests: Requests;
  readonly ask: Ask;
  readonly tell: Tell;
  readonly progress: Progress;
  readonly editor: Editor;
  readonly versions: Versions;
  readonly tree: Tree;
  readonly results: ResultsView;
  readonly texts: Texts;
  readonly logs: Logs;
  readonly desk: Desk;
  readonly rulePages: RulePages;
  /** Of this workspace. */
  readonly memory: Memory;
  readonly language: LanguageServer;
  readonly l10n: L10n;
  readonly log: (message: string) => void;
  /** Runs another command by its id: what the button of a message does. */
  readonly execute: (id: CommandId, ...args: readonly unknown[]) => Promise<void>;
}

/**
 * Says why something that was just asked for did not happen, with what mends it as a button; `node`: the row that it was
 * about. What a person ended is not told to them.
 */
export async function tellFailure(
  { tell, l10n, execute }: Pick<Parts, 'tell' | 'l10n' | 'execute'>,
  failure: Failure,
  node?: string,
): Promise<void> {
  if (failure.kind === 'cancelled') return;
  const words = describeFailure(failure, l10n);
  const remedy = remedyCommand(words, l10n);
  // A request that failed is asked for again the way it was asked for the first time.
  if (remedy === undefined || remedy.command === COMMANDS.retryConnection) {
    await tell.say('error', words.sentence);
    return;
  }
  const answer = await tell.say('error', words.sentence, remedy.label);
  if (answer === remedy.label) await execute(remedy.command, node);
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
