/** Reads files for the language server that it cannot read itself: those of virtual workspaces, and all of them in a browser. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  type DirectoryEntry,
  READ_DIRECTORY,
  READ_FILE,
  type ReadDirectoryResult,
  type ReadFileResult,
  type ReadParams,
} from '../../server/protocol.ts';

export function serveFiles(client: BaseLanguageClient): void {
  client.onRequest(READ_DIRECTORY, ({ uri }: ReadParams) =>
    unlessGone(() => readDirectory(vscode.Uri.parse(uri, true))),
  );
  client.onRequest(READ_FILE, ({ uri, maxBytes = Number.POSITIVE_INFINITY }: ReadParams) =>
    unlessGone(() => readFile(vscode.Uri.parse(uri, true), maxBytes)),
  );
}

/** Folders behind links are left out: they may lead around in circles. */
async function readDirectory(uri: vscode.Uri): Promise<ReadDirectoryResult> {
  const { Directory, File, SymbolicLink } = vscode.FileType;
  const entries = await vscode.workspace.fs.readDirectory(uri);
  return entries.flatMap(([name, type]): readonly DirectoryEntry[] => {
    if ((type & Directory) !== 0) return (type & SymbolicLink) === 0 ? [{ name, isFolder: true }] : [];
    return (type & File) !== 0 ? [{ name, isFolder: false }] : [];
  });
}

async function readFile(uri: vscode.Uri, maxBytes: number): Promise<ReadFileResult> {
  const { size } = await vscode.workspace.fs.stat(uri);
  if (size > maxBytes) return null;
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}

async function unlessGone<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof vscode.FileSystemError) return null;
    throw error;
  }
}
