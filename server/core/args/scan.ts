/** Placeholders `{{args.x}}` in a text, as Argo finds them: the name between the braces is trimmed, nothing nests. */
import type { Range } from '../text/range.ts';

export interface Placeholder {
  /** Braces included. */
  readonly range: Range;
  /** Text between the braces, trimmed. */
  readonly tag: string;
  /** `x` of `args.x`; absent: another tag. */
  readonly arg?: string;
}

export function scanPlaceholders(text: string): readonly Placeholder[] {
  const found: Placeholder[] = [];
  for (let open = text.indexOf('{{'); open >= 0; ) {
    const close = text.indexOf('}}', open + 2);
    if (close < 0) break;
    const tag = text.slice(open + 2, close).trim();
    const arg = tag.startsWith('args.') ? tag.slice('args.'.length) : undefined;
    found.push({ range: { start: open, end: close + 2 }, tag, ...(arg === undefined ? {} : { arg }) });
    open = text.indexOf('{{', close + 2);
  }
  return found;
}

/** The `{{` that no `}}` follows, with the rest of its line. */
export function findUnclosed(text: string): Range | undefined {
  const start = text.indexOf('{{', scanPlaceholders(text).at(-1)?.range.end ?? 0);
  if (start < 0) return undefined;
  const rest = /^[^\r\n]*/.exec(text.slice(start))?.[0] ?? '';
  return { start, end: start + rest.trimEnd().length };
}
