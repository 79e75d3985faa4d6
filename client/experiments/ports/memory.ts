/** What is remembered from window to window; `vscode.Memento` fits as it is. */
export interface Memory {
  /** Anything: what was remembered by an older version, or nothing. */
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}
