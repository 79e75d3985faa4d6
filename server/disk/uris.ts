/**
 * Addresses of files, written as VS Code writes them: the same file must not be known under two. Editors send what they like
 * (`untitled:`, `file:////server/share`, half a surrogate pair, no scheme at all), so all of these answer for any text.
 */
import { URI, Utils } from 'vscode-uri';

export function toUri(path: string): string {
  return URI.file(wellFormed(path)).toString();
}

/** The path on disk; undefined: the text is no address of a file. */
export function toPath(uri: string): string | undefined {
  const parsed = parse(uri);
  return parsed?.scheme === 'file' ? parsed.fsPath : undefined;
}

/** As VS Code writes the address; a text that is no address stays as it is. */
export function canonical(uri: string): string {
  return parse(uri)?.toString() ?? uri;
}

/** `path`: with slashes, from the folder. */
export function within(folder: string, path: string): string {
  const parsed = parse(folder);
  return parsed ? Utils.joinPath(parsed, wellFormed(path)).toString() : `${folder}/${path}`;
}

/** Where a file is below a folder, as a path; undefined: it is not. */
export function pathWithin(folder: string, uri: string): string | undefined {
  const [root, file] = [parse(folder), parse(uri)];
  if (!root || !file || root.scheme !== file.scheme || root.authority !== file.authority) return undefined;
  const start = root.path.endsWith('/') ? root.path : `${root.path}/`;
  return file.path.startsWith(start) ? file.path.slice(start.length) : undefined;
}

/** The library throws on what it does not take for an address, and on half a surrogate pair when that is written again. */
function parse(uri: string): URI | undefined {
  try {
    return URI.parse(wellFormed(uri), true);
  } catch (error) {
    if (error instanceof Error) return undefined;
    throw error;
  }
}

function wellFormed(text: string): string {
  return text.replaceAll(/\p{Surrogate}/gu, '\ufffd');
}
