/** Links: the files that a kustomization names, and addresses of the web. */

import { variablesIn } from '../templating/tokens.ts';
import { type Range, shiftRange } from '../text/range.ts';
import { folderOf, resolvePath } from '../workspace/beside.ts';
import { isKubeDocument, isTemplated, type SourceDocument, type SourceFile } from '../workspace/file.ts';
import { isKustomization } from '../workspace/file-role.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { itemsAt, scalarAt, type YamlScalar } from '../yaml/node.ts';
import { scalarsIn } from '../yaml/scalars.ts';

export interface Link {
  /** The text that leads there, without quotes. Offsets of the file. */
  readonly range: Range;
  readonly target: string;
}

/** Only what certainly leads somewhere: files that are known, and addresses that are written whole. */
export function links(file: SourceFile, workspace: Workspace): readonly Link[] {
  if (isKustomization(file.uri))
    return file.documents.slice(0, 1).flatMap(each => fileLinks(file.uri, each, workspace));
  return file.documents
    .filter(isKubeDocument)
    .filter(each => !isTemplated(each))
    .flatMap(webLinks);
}

/** Fields of a kustomization that are lists of paths. */
const PATHS = [
  'resources',
  'bases',
  'components',
  'patchesStrategicMerge',
  'configurations',
  'crds',
  'generators',
  'transformers',
  'validators',
];
/** Fields that are lists of objects with a `path`. */
const OBJECTS = ['patches', 'patchesJson6902', 'replacements'];

function fileLinks(uri: string, { content, start }: SourceDocument, workspace: Workspace): readonly Link[] {
  const root = content.yaml?.root;
  const paths = [
    ...PATHS.flatMap(field => itemsAt(root, field).flatMap(item => scalarAt(item) ?? [])),
    ...OBJECTS.flatMap(field => itemsAt(root, field).flatMap(item => scalarAt(item, 'path') ?? [])),
    ...[scalarAt(root, 'openapi', 'path')].filter(path => path !== undefined),
  ];
  return paths.flatMap(path => {
    const range = verbatim(content.text, path);
    const target = fileAt(resolvePath(folderOf(uri), path.text), workspace);
    return range && target !== undefined ? [{ range: shiftRange(range, start), target }] : [];
  });
}

/** The file at an address, or the kustomization of the folder there. */
function fileAt(uri: string, workspace: Workspace): string | undefined {
  const names = ['', '/kustomization.yaml', '/kustomization.yml', '/Kustomization'];
  return names.map(name => uri + name).find(each => workspace.hasFile(each));
}

function webLinks({ content, start, text }: SourceDocument): readonly Link[] {
  return [...scalarsIn(content.yaml?.root)].flatMap(scalar => {
    if (!/^https?:\/\/[\w.-]+(:\d+)?([/?#]\S*)?$/.test(scalar.text) || scalar.text.includes('{{')) return [];
    const range = verbatim(text, scalar);
    return range && variablesIn(scalar.text).length === 0
      ? [{ range: shiftRange(range, start), target: scalar.text }]
      : [];
  });
}

/** Where a scalar is written as it is, without its quotes; undefined: through escapes or folds. */
function verbatim(text: string, { range, style, text: value }: YamlScalar): Range | undefined {
  const quote = style === 'single' || style === 'double' ? 1 : 0;
  const inner = { start: range.start + quote, end: range.end - quote };
  return text.slice(inner.start, inner.end) === value ? inner : undefined;
}
