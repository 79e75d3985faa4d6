/** Snippet text, as VS Code and the language server protocol define it: `$1`, `${1:text}`, `${1|a,b|}`, a backslash before what means itself. */

/** Plain text as part of a snippet. */
export function escapeSnippet(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}

const PIECE =
  /\\([\\$}])|\$\{(\d+):((?:\\.|[^}\\])*)\}|\$\{(\d+)\|((?:\\.|[^,|\\])*)(?:\\.|[^|\\])*\|\}|\$\{(\d+)\}|\$(\d+)|([^\\$]+|[\\$])/g;

/** The text as it is when every tab stop keeps its default: the text it proposes, its first choice, or nothing. */
export function expandSnippet(snippet: string): string {
  const pieces = [...snippet.matchAll(PIECE)];
  const defaults = new Map<string, string>();
  for (const [, , stop, text, choiceStop, choice] of pieces) {
    const name = stop ?? choiceStop;
    if (name !== undefined && !defaults.has(name)) defaults.set(name, unescaped(text ?? choice ?? ''));
  }
  return pieces
    .map(
      ([, escaped, stop, , choiceStop, , inBraces, mirror, plain]) =>
        escaped ?? plain ?? defaults.get(stop ?? choiceStop ?? inBraces ?? mirror ?? '') ?? '',
    )
    .join('');
}

/** Whether the first tab stop is an empty place, where a list of values is of use. */
export function opensAtNothing(snippet: string): boolean {
  const [first] = [...snippet.matchAll(/\\.|\$\{?(\d+)([:|]?)/g)].filter(match => match[1] === '1');
  return first === undefined || first[2] === '';
}

function unescaped(text: string): string {
  return text.replace(/\\(.)/g, '$1');
}
