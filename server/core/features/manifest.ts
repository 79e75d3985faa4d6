/** Documents as objects: what goes to a cluster when one is run. */
import { isKubeDocument, isTemplated, type SourceFile } from '../workspace/file.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { type Plain, toPlain } from '../yaml/plain.ts';

export type PlainObject = { readonly [key: string]: Plain };

/** `undefined`: no such document, it is no map, or its text is broken, so that nobody can say what its author means. */
export function manifestOf(file: SourceFile, document: number): PlainObject | undefined {
  const found = file.documents[document];
  if (found === undefined || isTemplated(found) || !isKubeDocument(found)) return undefined;
  const { root, problems } = found.content.yaml;
  return root === undefined || problems.length > 0 ? undefined : asObject(toPlain(root));
}

/** The workspace's own definition; of several the nearest one to the file `near`. */
export function templateManifest(
  workspace: Workspace,
  name: string,
  clusterScope: boolean,
  near?: string,
): PlainObject | undefined {
  const [found] = workspace.analysisTemplates(name, clusterScope, undefined, near);
  return found && manifestOf(found.file, found.file.documents.indexOf(found.document));
}

function asObject(value: Plain | undefined): PlainObject | undefined {
  return typeof value === 'object' && value !== null && !isList(value) ? value : undefined;
}

function isList(value: object): value is readonly Plain[] {
  return Array.isArray(value);
}
