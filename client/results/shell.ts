/** The empty page: everything in it is put there by its script, as text, from what the panel sends. */

export interface ShellParts {
  /** Addresses within the editor. */
  readonly script: string;
  readonly style: string;
  /** Where styles may come from, as the editor names it. */
  readonly cspSource: string;
  /** Random, for one page only. */
  readonly nonce: string;
  /** BCP 47: `en`. */
  readonly language: string;
  readonly title: string;
}

export function shell({ script, style, cspSource, nonce, language, title }: ShellParts): string {
  const policy = `default-src 'none'; style-src ${cspSource}; script-src 'nonce-${nonce}'`;
  return `<!DOCTYPE html>
<html lang="${escapeHtml(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="stylesheet" href="${escapeHtml(style)}">
</head>
<body>
<main id="results"></main>
<script nonce="${escapeHtml(nonce)}" src="${escapeHtml(script)}"></script>
</body>
</html>
`;
}

function escapeHtml(text: string): string {
  const names: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, character => names[character] ?? character);
}
