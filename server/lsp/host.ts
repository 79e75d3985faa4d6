/** What the platform does for the server: reading files from a disk, where there is one. */
export interface Host {
  readonly readWorkspace?: (
    folders: readonly string[],
    tell: (uri: string, text: string) => void,
    isCancelled: () => boolean,
    excludesOf: (folder: string) => readonly string[],
  ) => Promise<{ readonly isComplete: boolean }>;
  readonly readFile?: (uri: string) => Promise<string | undefined>;
  /** Address of a rule's documentation. */
  readonly rulePage?: (rule: string) => string | undefined;
}
