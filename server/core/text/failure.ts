/** What the log says of something that was thrown: where it comes from, if that is known. */
export function describeFailure(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
