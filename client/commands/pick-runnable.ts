/** Which experiment of which file is meant: the one the lens belongs to, the one under the cursor, or the one chosen. */

import type { Position, Range, Runnable } from '../../server/protocol.ts';
import { COMMANDS } from '../ids.ts';
import type { L10n } from '../live/l10n.ts';
import { type Parts, tellFailure } from './command.ts';

/** What a code lens passes. */
export interface RunnableReference {
  readonly uri: string;
  readonly document: number;
  readonly step?: number;
}

/** `undefined`: there is none, which the person has been told, or none was chosen. */
export async function pickRunnable(parts: Parts, args: readonly unknown[]): Promise<Runnable | undefined> {
  const wanted = readArguments(args);
  const active = parts.editor.active();
  const uri = wanted.uri ?? active?.uri;
  if (uri === undefined) return offerNew(parts, parts.l10n.t('No file is open. Open one that holds an Experiment.'));
  const loaded = await parts.editor.load(uri);
  const answer = loaded.ok ? await parts.requests.runnables(uri) : loaded;
  if (!answer.ok) {
    await tellFailure(parts, answer.failure);
    return undefined;
  }
  const [first, ...others] = answer.value;
  if (first === undefined) {
    return offerNew(
      parts,
      parts.l10n.t('{0} holds no Experiment, and no Rollout with an experiment step.', fileName(uri)),
    );
  }
  const cursor = wanted.atCursor && active?.uri === uri ? active.cursor : undefined;
  const meant = answer.value.find(runnable =>
    wanted.reference === undefined
      ? cursor !== undefined && contains(runnable.range, cursor)
      : runnable.document === wanted.reference.document && runnable.step === wanted.reference.step,
  );
  if (meant !== undefined || others.length === 0) return meant ?? first;
  return await parts.ask.choose({
    title: parts.l10n.t('Run Experiment'),
    placeholder: parts.l10n.t('Which of the experiments in this file?'),
    choices: answer.value.map(runnable => ({
      label: titleOf(runnable, parts.l10n),
      description: parts.l10n.t('line {0}', runnable.nameRange.start.line + 1),
      value: runnable,
    })),
  });
}

export function titleOf({ name, step }: Runnable, l10n: L10n): string {
  return step === undefined ? name : l10n.t('{0}, step {1}', name, step + 1);
}

async function offerNew({ tell, l10n, execute }: Parts, message: string): Promise<undefined> {
  const button = l10n.t('New Experiment');
  if ((await tell.say('info', message, button)) === button) await execute(COMMANDS.newExperiment);
  return undefined;
}

interface Wanted {
  readonly uri?: string;
  readonly reference?: RunnableReference;
  readonly atCursor: boolean;
}

function readArguments([first, second]: readonly unknown[]): Wanted {
  if (isReference(first)) return { uri: first.uri, reference: first, atCursor: false };
  // The explorer passes all selected files as the second argument; where the cursor is means nothing there.
  if (isUri(first)) return { uri: first.toString(), atCursor: !Array.isArray(second) };
  return { atCursor: true };
}

function isReference(value: unknown): value is RunnableReference {
  if (typeof value !== 'object' || value === null || !('uri' in value) || !('document' in value)) return false;
  const step = 'step' in value ? value.step : undefined;
  return (
    typeof value.uri === 'string' &&
    typeof value.document === 'number' &&
    (step === undefined || typeof step === 'number')
  );
}

/** A URI of the editor, recognised by its shape because commands do not know the editor. */
function isUri(value: unknown): value is { toString(): string } {
  return typeof value === 'object' && value !== null && 'scheme' in value && typeof value.scheme === 'string';
}

function fileName(uri: string): string {
  const last = uri.slice(uri.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(last);
  } catch {
    // Not every percent sign in a name was written by an encoder; the encoded name is still a name.
    return last;
  }
}

function contains({ start, end }: Range, { line, character }: Position): boolean {
  const afterStart = line > start.line || (line === start.line && character >= start.character);
  const beforeEnd = line < end.line || (line === end.line && character <= end.character);
  return afterStart && beforeEnd;
}
