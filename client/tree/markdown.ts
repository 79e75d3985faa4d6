/** Plain text as Markdown that shows exactly that text: names come from files and clusters and may hold anything. */

/** One paragraph per line; every character that Markdown, HTML or the editor's icons could read is escaped. */
export function linesToMarkdown(lines: readonly string[]): string {
  return lines
    .map(line => escapeMarkdown(line.replace(/\s+/gu, ' ').trim()))
    .filter(line => line !== '')
    .join('\n\n');
}

// A backslash before any ASCII punctuation is that character itself (CommonMark 2.4). Bare links need more: the
// escapes between their letters keep them from being recognised.
export function escapeMarkdown(text: string): string {
  return text.replace(/[!-/:-@[-`{-~]/g, '\\$&');
}
