import { folderOf } from './beside.ts';
import type { Placed, Workspace } from './workspace.ts';

/** Whether two objects certainly share a namespace: both name the same one, or neither does and they lie in one folder. */
export function sharesNamespace(a: Placed, b: Placed, workspace: Workspace): boolean {
  const own = workspace.namespaceOf(a);
  if (own !== workspace.namespaceOf(b)) return false;
  return own !== undefined || folderOf(a.file.uri) === folderOf(b.file.uri);
}
