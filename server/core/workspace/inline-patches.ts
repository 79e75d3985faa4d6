/**
 * Patches that are written into a kustomization: YAML inside of a text. Each is read where it stands, in the kustomization's own
 * text with blanks in place of all around it, so that every offset and column stays true.
 */
import { ARGO_GROUP, type Identity, identify } from '../kube/identify.ts';
import type { Range } from '../text/range.ts';
import {
  entryOf,
  itemsAt,
  resolveAlias,
  scalarAt,
  stringAt,
  type YamlDocument,
  type YamlNode,
  type YamlScalar,
} from '../yaml/node.ts';
import { parseDocument } from '../yaml/parse.ts';
import { shiftDocument } from '../yaml/shift.ts';
import { readOperation } from './json-patch.ts';

export interface InlinePatch {
  /** As long as the kustomization's text up to the patch's end; operations of a list have it in common. */
  readonly text: string;
  readonly yaml: YamlDocument;
  readonly identity: Identity;
  readonly patch: PatchPlace;
}

/** `merge`: a part of the object. `operations`: a list of JSON 6902 operations. `operation`: what one of them sets, as part of the object. */
export interface PatchPlace {
  readonly form: 'merge' | 'operations' | 'operation';
  /** Where it is written. */
  readonly range: Range;
  /** Of an `operation`: the spans in which a fix may write. */
  readonly editable?: readonly Range[];
}

const MAX_PATCHES = 200;
/** In one text. */
const MAX_OPERATIONS = 1000;
/** Each patch is a copy of the text: a larger kustomization is somebody's generated one. */
const MAX_LENGTH = 200_000;

export function readInlinePatches(text: string, root: YamlNode | undefined): readonly InlinePatch[] {
  if (text.length > MAX_LENGTH) return [];
  const blank = text.replace(/[^\r\n]/g, ' ');
  return patchesOf(root)
    .slice(0, MAX_PATCHES)
    .flatMap(({ scalar, target }) => {
      const range = contentRange(text, scalar);
      return range ? partsOf(text, range).flatMap(part => readPatch(text, blank, part, target)) : [];
    });
}

interface Written {
  readonly scalar: YamlScalar;
  readonly target: YamlNode | undefined;
}

function patchesOf(root: YamlNode | undefined): readonly Written[] {
  const merged = itemsAt(root, 'patchesStrategicMerge').map(item => ({ scalar: scalarAt(item), target: undefined }));
  const others = ['patches', 'patchesJson6902'].flatMap(field =>
    itemsAt(root, field).map(item => ({ scalar: scalarAt(item, 'patch'), target: entryOf(item, 'target')?.value })),
  );
  const written = [...merged, ...others].flatMap(({ scalar, target }) => (scalar ? [{ scalar, target }] : []));
  return written.sort((a, b) => a.scalar.range.start - b.scalar.range.start);
}

/** The lines of a literal, or the inside of a text that stands there as it reads. Others cannot be read in place. */
function contentRange(text: string, { style, range, text: own }: YamlScalar): Range | undefined {
  if (style === 'literal') {
    const start = text.indexOf('\n', range.start) + 1;
    return start > 0 && start <= range.end ? { start, end: range.end } : undefined;
  }
  if (style !== 'plain' && style !== 'single' && style !== 'double') return undefined;
  // The name of a file is no patch.
  if (!/^\s*[[{]/.test(own)) return undefined;
  const start = range.start + (style === 'plain' ? 0 : 1);
  return text.startsWith(own, start) ? { start, end: start + own.length } : undefined;
}

/** One text may hold several patches, with lines `---` between them. */
function partsOf(text: string, range: Range): readonly Range[] {
  const parts: Range[] = [];
  let { start } = range;
  for (const { 0: line, index } of text.slice(range.start, range.end).matchAll(/^[ \t]*---[ \t]*\r?$/gm)) {
    parts.push({ start, end: range.start + index });
    start = range.start + index + line.length;
  }
  return [...parts, { start, end: range.end }];
}

function readPatch(whole: string, blank: string, range: Range, target: YamlNode | undefined): readonly InlinePatch[] {
  const own = whole.slice(range.start, range.end);
  const text = blank.slice(0, range.start) + own;
  const yaml = shiftDocument(parseDocument(own), range.start);
  const root = resolveAlias(yaml.root);
  const identity = identityOf(yaml, target);
  if (!identity) return [];
  if (root?.kind === 'map') return [{ text, yaml, identity, patch: { form: 'merge', range } }];
  const form = root?.kind === 'seq' || target !== undefined ? 'operations' : 'merge';
  const { problems, ellipses } = yaml;
  const list: InlinePatch = { text, yaml: { problems, ellipses }, identity, patch: { form, range } };
  const operations = (root?.kind === 'seq' ? root.items.slice(0, MAX_OPERATIONS) : []).flatMap(item =>
    operationOf(list, item),
  );
  return [list, ...operations];
}

function operationOf({ text, identity }: InlinePatch, item: YamlNode): readonly InlinePatch[] {
  const map = resolveAlias(item);
  if (map?.kind !== 'map') return [];
  const operation = readOperation(text, map);
  if (!operation) return [];
  const { root, editable } = operation;
  const yaml: YamlDocument = { root, problems: [], ellipses: [] };
  return [{ text, yaml, identity, patch: { form: 'operation', range: map.range, editable } }];
}

/** The target says which object it is; without one the patch itself does. Undefined: not one of Argo's. */
function identityOf(yaml: YamlDocument, target: YamlNode | undefined): Identity | undefined {
  const own = identify(yaml);
  const kind = stringAt(target, 'kind') ?? own?.kind;
  const group =
    stringAt(target, 'group') ?? own?.group ?? (kind !== undefined && ARGO_ALONE.has(kind) ? ARGO_GROUP : undefined);
  if (kind === undefined || group !== ARGO_GROUP) return undefined;
  const version = stringAt(target, 'version') ?? own?.version ?? 'v1alpha1';
  return { ...own, group, version, kind };
}

/** Kinds that no other well-known group has; Katib has Experiments, too. */
const ARGO_ALONE: ReadonlySet<string> = new Set([
  'Rollout',
  'AnalysisTemplate',
  'ClusterAnalysisTemplate',
  'AnalysisRun',
]);
