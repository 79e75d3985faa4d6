/**
 * An expected failure of the machine around us (a port, a disk, a missing program): its message is one sentence that says what is
 * wrong and what to do, and it is shown without a stack. `details` is text worth seeing below it, such as the end of a log.
 */
export class ClusterFailure extends Error {
  readonly details: string | undefined;

  constructor(message: string, details?: string) {
    super(message);
    this.name = 'ClusterFailure';
    this.details = details;
  }
}

/** How to do without a control plane of our own; ends the sentences where nothing else helps. */
export const useExistingCluster =
  'use an existing cluster instead: `KUBECONFIG=/path/to/kubeconfig npm run test:cluster`';

function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The sentence for an error of the file system, told with the folder it happened in; errors that we do not expect come back as they are. */
export function explainFileError(error: unknown, folder: string, variable: string): unknown {
  const code = codeOf(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') return diskFull(folder, variable);
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return new ClusterFailure(
      `The folder ${folder} cannot be written to (${code}): give yourself the right to, or choose another one with ${variable}.`,
    );
  }
  if (code === 'ENOTDIR' || code === 'EEXIST') {
    return new ClusterFailure(
      `${folder} cannot be a folder, because a file of that name is in the way: remove it, or choose another one with ${variable}.`,
    );
  }
  return error;
}

export function diskFull(folder: string, variable: string): ClusterFailure {
  return new ClusterFailure(
    `The disk that holds ${folder} is full: free some space there, or choose a folder on another disk with ${variable}.`,
  );
}

/** Words at the end of a program's own log that have a plain cause. The programs are not ours, so their text is all there is. */
export function explainLog(program: string, end: string, stateFolder: string): ClusterFailure | undefined {
  if (/address already in use/i.test(end)) {
    return new ClusterFailure(
      `A port that ${program} wanted is in use by another program: start again, free ports are chosen anew (a port given with --port has to be free).`,
    );
  }
  if (/no space left on device/i.test(end)) return diskFull(stateFolder, '--state');
  return undefined;
}

/** Prints a failure the way a person can use it: the sentence, then the details; an unexpected error with its stack. */
export function describeFailure(error: unknown): string {
  if (error instanceof ClusterFailure) return error.details ? `${error.message}\n\n${error.details}` : error.message;
  return error instanceof Error && error.stack ? error.stack : messageOf(error);
}
