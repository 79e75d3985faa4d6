/**
 * Ids of the rows of the tree, derived from what a row shows, so that selection and expansion survive every refresh:
 * `rehearsals/r2/template/canary/pod/two-colours-canary-x7k2p`. Names may hold any character.
 */

export interface NodePath {
  readonly source: string;
  readonly experiment?: string;
  readonly template?: string;
  /** Only together with `template`. */
  readonly pod?: string;
  readonly analysis?: string;
}

// encodeURIComponent throws on half a surrogate pair, which a hostile name may hold.
function escapeSegment(name: string): string {
  return name.replaceAll('%', '%25').replaceAll('/', '%2F');
}

function unescapeSegment(segment: string): string {
  return segment.replaceAll('%2F', '/').replaceAll('%25', '%');
}

export function nodeId(path: NodePath): string {
  const segments = [path.source];
  if (path.experiment !== undefined) segments.push(path.experiment);
  if (path.template !== undefined) segments.push('template', path.template);
  if (path.pod !== undefined) segments.push('pod', path.pod);
  if (path.analysis !== undefined) segments.push('analysis', path.analysis);
  return segments.map(escapeSegment).join('/');
}

/** `undefined`: not an id of ours. */
export function parseNodeId(id: string): NodePath | undefined {
  const [source, experiment, kind, name, podWord, pod, ...rest] = id.split('/').map(unescapeSegment);
  if (source === undefined || rest.length > 0) return undefined;
  if (experiment === undefined) return { source };
  if (kind === undefined) return { source, experiment };
  if (name === undefined) return undefined;
  if (kind === 'analysis') return podWord === undefined ? { source, experiment, analysis: name } : undefined;
  if (kind !== 'template') return undefined;
  if (podWord === undefined) return { source, experiment, template: name };
  return podWord === 'pod' && pod !== undefined ? { source, experiment, template: name, pod } : undefined;
}

/** The id of the row above, or `undefined` for a root. */
export function parentId(id: string): string | undefined {
  const path = parseNodeId(id);
  if (path?.experiment === undefined) return undefined;
  const { source, experiment, template, pod, analysis } = path;
  if (pod !== undefined && template !== undefined) return nodeId({ source, experiment, template });
  if (template !== undefined || analysis !== undefined) return nodeId({ source, experiment });
  return nodeId({ source });
}
