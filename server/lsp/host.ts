/** Reads the files of a workspace, by their URIs. */
export interface Files {
  /** `tell` gets those that may hold one of our kinds. */
  readWorkspace(
    folders: readonly string[],
    tell: (uri: string, text: string) => void,
    isCancelled: () => boolean,
    excludesOf: (folder: string) => readonly string[],
  ): Promise<{ readonly isComplete: boolean }>;
  readFile(uri: string): Promise<string | undefined>;
}

/** What the platform does for the server. */
export interface Host {
  /** Reads what has the scheme `file`; absent: there is no disk. */
  readonly disk?: Files;
  /** Address of a rule's documentation. */
  readonly rulePage?: (rule: string) => string | undefined;
}
