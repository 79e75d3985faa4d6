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
  /** Right below an AnalysisRun that belongs to nobody, else together with `analysis`. */
  readonly metric?: string;
  /** Among the measurements that stand together as earlier ones; alone: that row. Only together with `metric`. */
  readonly earlier?: boolean;
  /** Its number. Only together with `metric`. */
  readonly measurement?: number;
  /** Place of what is said about a rehearsal. */
  readonly note?: number;
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
  if (path.metric !== undefined) segments.push('metric', path.metric);
  if (path.earlier === true) segments.push('earlier');
  if (path.measurement !== undefined) segments.push('measurement', String(path.measurement));
  if (path.note !== undefined) segments.push('note', String(path.note));
  return segments.map(escapeSegment).join('/');
}

/** `undefined`: not an id of ours. */
export function parseNodeId(id: string): NodePath | undefined {
  const [source, experiment, kind, name, ...rest] = id.split('/').map(unescapeSegment);
  if (source === undefined) return undefined;
  if (experiment === undefined) return { source };
  if (kind === undefined) return { source, experiment };
  if (name === undefined) return undefined;
  if (kind === 'metric') return parseMetric({ source, experiment }, [kind, name, ...rest]);
  if (kind === 'analysis') return parseMetric({ source, experiment, analysis: name }, rest);
  if (kind === 'note')
    return /^\d+$/.test(name) && rest.length === 0 ? { source, experiment, note: Number(name) } : undefined;
  if (kind !== 'template') return undefined;
  const [podWord, pod, ...more] = rest;
  if (podWord === undefined) return { source, experiment, template: name };
  return podWord === 'pod' && pod !== undefined && more.length === 0
    ? { source, experiment, template: name, pod }
    : undefined;
}

function parseMetric(analysis: NodePath, segments: readonly string[]): NodePath | undefined {
  const [word, metric, ...rest] = segments;
  if (word === undefined) return analysis;
  if (word !== 'metric' || metric === undefined) return undefined;
  const isEarlier = rest[0] === 'earlier';
  const path: NodePath = { ...analysis, metric, ...(isEarlier ? { earlier: true } : {}) };
  const [measurementWord, number, ...more] = isEarlier ? rest.slice(1) : rest;
  if (measurementWord === undefined) return path;
  if (measurementWord !== 'measurement' || number === undefined || more.length > 0) return undefined;
  return /^[1-9]\d*$/.test(number) ? { ...path, measurement: Number(number) } : undefined;
}

/** The id of the row above, or `undefined` for a root. */
export function parentId(id: string): string | undefined {
  const path = parseNodeId(id);
  if (path?.experiment === undefined) return undefined;
  const segments = id.split('/');
  // All that lies below an experiment is a word and a name, but for the row of earlier measurements.
  const isOneWord = segments.length === 2 || (path.earlier === true && path.measurement === undefined);
  return segments.slice(0, isOneWord ? -1 : -2).join('/');
}
