/** Which document of which file is meant: the one the lens belongs to, the one under the cursor, or the one chosen. */
import type { Position, Range, RunnableReference } from '../../server/protocol.ts';
import type { Result } from '../experiments/failures/failure.ts';
import { type Parts, tellFailure } from './command.ts';

interface Listed extends RunnableReference {
  readonly range: Range;
  readonly nameRange: Range;
}

/** One kind of thing that documents hold. */
export interface DocumentKind<T extends Listed> {
  list(uri: string): Promise<Result<readonly T[]>>;
  readonly title: string;
  readonly placeholder: string;
  labelOf(item: T): string;
  /** Says that there is none; `file`: its name, absent when no file is open. */
  tellNone(file?: string): Promise<void>;
}

/** `undefined`: there is none, which the person has been told, or none was chosen. */
export async function pickDocument<T extends Listed>(
  parts: Parts,
  kind: DocumentKind<T>,
  args: readonly unknown[],
): Promise<T | undefined> {
  const wanted = readArguments(args);
  const active = parts.editor.active();
  const uri = wanted.uri ?? active?.uri;
  if (uri === undefined) {
    await kind.tellNone();
    return undefined;
  }
  const loaded = await parts.editor.load(uri);
  const answer = loaded.ok ? await kind.list(uri) : loaded;
  if (!answer.ok) {
    await tellFailure(parts, answer.failure);
    return undefined;
  }
  const [first, ...others] = answer.value;
  if (first === undefined) {
    await kind.tellNone(fileName(uri));
    return undefined;
  }
  const cursor = wanted.atCursor && active?.uri === uri ? active.cursor : undefined;
  const meant = answer.value.find(item =>
    wanted.reference === undefined
      ? cursor !== undefined && contains(item.range, cursor)
      : item.document === wanted.reference.document && item.step === wanted.reference.step,
  );
  if (meant !== undefined || others.length === 0) return meant ?? first;
  return await parts.ask.choose({
    title: kind.title,
    placeholder: kind.placeholder,
    choices: answer.value.map(item => ({
      label: kind.labelOf(item),
      description: parts.l10n.t('line {0}', item.nameRange.start.line + 1),
      value: item,
    })),
  });
}

interface Wanted {
  readonly uri?: string;
  /** What a code lens passes. */
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
