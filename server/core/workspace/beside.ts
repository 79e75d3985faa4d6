/** What lies beside a file. */
import { encodePart } from '../text/uri.ts';

/** The URI of a file's folder, with the slash at its end. */
export function folderOf(uri: string): string {
  return uri.slice(0, uri.lastIndexOf('/') + 1);
}

/** The last part of a file's URI, as the URI has it. */
export function fileNameOf(uri: string): string {
  return uri.slice(uri.lastIndexOf('/') + 1);
}

/** The URI of a relative path from a folder, with `.` and `..` taken out; of a folder without the slash at its end. */
export function resolvePath(folder: string, path: string): string {
  const parts = folder.split('/').slice(0, -1);
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(encodePart(part));
  }
  return parts.join('/');
}
