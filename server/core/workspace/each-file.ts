/** Work on many files, where a failure harms the file on which it comes and no other. */
import type { SourceFile } from './file.ts';

/** Hears of a file on which work failed, and why. */
export type FileFailed = (uri: string, error: unknown) => void;

export function forEachFile(files: Iterable<SourceFile>, failed: FileFailed, work: (file: SourceFile) => void): void {
  for (const file of files) {
    try {
      work(file);
    } catch (error) {
      failed(file.uri, error);
    }
  }
}

/** For whoever has no log: the failure stays one. */
export function rethrow(_uri: string, error: unknown): never {
  throw error;
}
