/** Addresses of files, written as VS Code writes them: the same file must not be known under two. */
import { URI } from 'vscode-uri';

export function toUri(path: string): string {
  return URI.file(path).toString();
}

export function toPath(uri: string): string {
  return URI.parse(uri).fsPath;
}
