/** What lies beside a file. */

/** The URI of a file's folder, with the slash at its end. */
export function folderOf(uri: string): string {
  return uri.slice(0, uri.lastIndexOf('/') + 1);
}
