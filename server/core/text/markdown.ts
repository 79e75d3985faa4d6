/** Plain text as Markdown that shows just that text. Names and values from files and clusters are never trusted. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!|<>~&@:]/g, '\\$&').replace(/\r?\n|\r/g, ' ');
}

/** Text as inline code, whatever backquotes it holds. Line breaks become spaces. */
export function inlineCode(text: string): string {
  const flat = text.replace(/\r?\n|\r/g, ' ');
  const longest = Math.max(0, ...(flat.match(/`+/g) ?? []).map(run => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = flat.startsWith('`') || flat.endsWith('`') || flat === '' ? ' ' : '';
  return `${fence}${pad}${flat}${pad}${fence}`;
}

/** Our Markdown for an editor that shows text alone: the same words without marks; a link is its text and its address. */
export function plainText(markdown: string): string {
  return markdown
    .replace(
      /\\([\\`*_{}[\]()#+\-.!|<>~&@:])|(`+) ?([^`]*?) ?\2(?!`)/g,
      (_, escaped?: string, __?: string, code?: string) => escaped ?? code ?? '',
    )
    .replace(/\[([^\]\n]*)\]\(([^)\n]*)\)/g, '$1 ($2)')
    .replace(/\*\*([^*\n]+)\*\*/g, '$1');
}
