/** Which resource a document is: its own apiVersion and kind say so, nothing else. */
import { scalarAt, stringAt, type YamlDocument, type YamlScalar } from '../yaml/node.ts';

export const ARGO_GROUP = 'argoproj.io';
/** Of what only this tool reads: rehearsals. */
export const OWN_GROUP = 'experiments.argo-experiments.dev';

export interface Identity {
  readonly group: string;
  readonly version: string;
  /** Empty: a document of Argo's group, or of ours, that does not say its kind. */
  readonly kind: string;
  readonly name?: string;
  readonly namespace?: string;
  /** Where `metadata.name` is written. */
  readonly nameNode?: YamlScalar;
}

/** What a document that cannot be read says it is, in its own first lines. */
export function identifyUnread(text: string): Identity | undefined {
  const [, group, version] = /^apiVersion:[ \t]*["']?([\w.-]+)\/(\w+)/m.exec(text) ?? [];
  const [, kind] = /^kind:[ \t]*["']?(\w+)/m.exec(text) ?? [];
  return group === undefined || version === undefined || kind === undefined ? undefined : { group, version, kind };
}

export function identify(yaml: YamlDocument): Identity | undefined {
  const apiVersion = stringAt(yaml.root, 'apiVersion') ?? misnamedVersion(yaml);
  const kind = stringAt(yaml.root, 'kind') ?? (isOurs(apiVersion) ? '' : undefined);
  if (apiVersion === undefined || kind === undefined) return undefined;
  const slash = apiVersion.lastIndexOf('/');
  const nameNode = scalarAt(yaml.root, 'metadata', 'name');
  const namespace = stringAt(yaml.root, 'metadata', 'namespace');
  return {
    group: slash < 0 ? '' : apiVersion.slice(0, slash),
    version: apiVersion.slice(slash + 1),
    kind,
    ...(nameNode ? { name: nameNode.text, nameNode } : {}),
    ...(namespace === undefined ? {} : { namespace }),
  };
}

/** Under a wrong name it still says whose object this is: that the name is wrong is reported then. */
function misnamedVersion({ root }: YamlDocument): string | undefined {
  return ['version', 'apiversion', 'api', 'groupVersion'].map(key => stringAt(root, key)).find(isOurs);
}

function isOurs(apiVersion: string | undefined): boolean {
  return apiVersion?.startsWith(`${ARGO_GROUP}/`) === true || apiVersion?.startsWith(`${OWN_GROUP}/`) === true;
}
