/** A file as the service reads it: its documents, each parsed once for as long as its own text stays the same. */
import { ARGO_GROUP, type Identity, identify, identifyUnread, OWN_GROUP } from '../kube/identify.ts';
import { type FilePlace, readTemplating, type Templating } from '../templating/read.ts';
import { LineMap } from '../text/line-map.ts';
import { type Range, touches } from '../text/range.ts';
import { itemsAt, resolveAlias, type YamlDocument } from '../yaml/node.ts';
import { splitDocuments } from '../yaml/split.ts';
import { isChart } from './charts.ts';
import { isKustomization } from './file-role.ts';
import { type PatchPlace, readInlinePatches } from './inline-patches.ts';

/** One YAML document of a file. Offsets inside it count from `start`. */
export interface SourceDocument {
  readonly start: number;
  readonly text: string;
  /** Everything read from the text alone; the same object as long as the text is the same. */
  readonly content: DocumentContent;
}

export interface DocumentContent {
  readonly text: string;
  /** The resources of a `kind: List`, the patches of a kustomization: each reads like a document of its own, at its place in this one. */
  readonly items?: readonly DocumentContent[];
  /** Absent: neither one of ours nor one that ours lead to, so it was not parsed. */
  readonly yaml?: YamlDocument;
  readonly identity?: Identity;
  /** A line `---` is missing before it. */
  readonly lacksSeparator?: true;
  /** It is a patch that is written into a kustomization. */
  readonly patch?: PatchPlace;
  /** Another tool makes the object of it. */
  readonly templating?: Templating;
  /** Variables that a pipeline fills in, such as `${NAME}`; items of a List have them in common. */
  readonly variables?: readonly Range[];
  /** Words that a pipeline replaces, such as `__NAME__`. */
  readonly tokens?: readonly Range[];
}

/** A document of a known kind: one of ours, or one that ours lead to (a Service, an Ingress). */
export interface KubeDocument extends SourceDocument {
  readonly content: DocumentContent & { readonly yaml: YamlDocument; readonly identity: Identity };
}

export interface SourceFile {
  readonly uri: string;
  readonly text: string;
  readonly lines: LineMap;
  readonly documents: readonly SourceDocument[];
  readonly place: FilePlace;
}

/** Reads a file. With `previous`, documents whose text did not change are taken over as they are. */
export function readFile(uri: string, text: string, previous?: SourceFile, place: FilePlace = 'elsewhere'): SourceFile {
  const known = new Map<string, DocumentContent>();
  const kept = previous?.place === place ? previous.documents : [];
  const items = new Set(kept.flatMap(({ content }) => content.items ?? []));
  for (const { text: own, content } of kept) {
    if (items.has(content)) continue;
    const key = keyOf(own, content.lacksSeparator);
    if (!known.has(key)) known.set(key, content);
  }
  const slices = splitDocuments(text).map(({ start, text: own, lacksSeparator }): SourceDocument => {
    const key = keyOf(own, lacksSeparator);
    let content = known.get(key);
    if (!content) {
      content = readContent(uri, own, place, lacksSeparator);
      known.set(key, content);
    }
    return { start, text: own, content };
  });
  const documents = slices.flatMap(document => [document, ...itemsOf(document)]);
  return { uri, text, lines: new LineMap(text), documents, place };
}

/** Of two documents with one key the content is the same. */
function keyOf(text: string, lacksSeparator: true | undefined): string {
  return lacksSeparator ? `+${text}` : `=${text}`;
}

/** A file whose text could not be read: it is there, and nothing is known of it. */
export function unreadFile(uri: string, text: string): SourceFile {
  return {
    uri,
    text,
    lines: new LineMap(text),
    documents: [{ start: 0, text, content: { text } }],
    place: 'elsewhere',
  };
}

/** The document at an offset; at a boundary the later one. Inside of a List: its item; inside of an inline patch: the patch. */
export function documentAt(file: SourceFile, offset: number): SourceDocument | undefined {
  const last = file.documents.findLast(document => document.start <= offset);
  if (!last) return file.documents[0];
  const sharing = file.documents.filter(document => document.start === last.start);
  const at = offset - last.start;
  const [whole, ...items] = sharing;
  const item = items.find(({ content }) => content.yaml?.root && touches(content.yaml.root.range, at));
  return item ?? items.find(({ content }) => content.patch && touches(content.patch.range, at)) ?? whole;
}

/** Items as documents: their offsets count from the same start, and the text of a List is that of its items. */
function itemsOf({ start, content }: SourceDocument): readonly SourceDocument[] {
  return (content.items ?? []).map(item => ({ start, text: item.text, content: item }));
}

/** Another tool has yet to say what a part of the document is. */
export function isTemplated({ content }: Pick<SourceDocument, 'content'>): boolean {
  return content.templating !== undefined && content.templating.unknown !== 'nothing';
}

export function isKubeDocument(document: SourceDocument): document is KubeDocument {
  return isRead(document) && [ARGO_GROUP, OWN_GROUP].includes(document.content.identity.group);
}

/** One of ours that is written as an object, whole or as a patch: not what an operation on an object sets. */
export function isObjectDocument(document: SourceDocument): document is KubeDocument {
  return isKubeDocument(document) && document.content.patch?.form !== 'operation';
}

/** Kinds that ours lead to, with their API group. They are looked up and never judged. */
const OTHER_KINDS: ReadonlyMap<string, string> = new Map([
  ['Service', ''],
  ['Secret', ''],
  ['Ingress', 'networking.k8s.io'],
  ['VirtualService', 'networking.istio.io'],
]);

/** A document that can be looked up: one of ours, or one that ours lead to. */
export function isKnownDocument(document: SourceDocument): document is KubeDocument {
  if (isKubeDocument(document)) return true;
  return isRead(document) && OTHER_KINDS.get(document.content.identity.kind) === document.content.identity.group;
}

/** Whether a file may hold anything that is read. Cheap: the text is searched, not parsed. */
export function mayHoldKnown(uri: string, text: string): boolean {
  return (
    text.includes(ARGO_GROUP) ||
    text.includes(OWN_GROUP) ||
    isKustomization(uri) ||
    isChart(uri) ||
    /^kind:[ \t]*["']?(Service|Secret|Ingress|VirtualService)\b/m.test(text)
  );
}

/** Whether the text of a template of another tool may come to a caller of analysis templates. */
export function mayHoldCalls({ text }: SourceDocument): boolean {
  if (!text.includes(ARGO_GROUP)) return false;
  return (
    text.includes('templateName') || /^[ \t]*kind:[ \t]*["']?(Experiment|Rollout|\w*AnalysisTemplate|\{\{)/m.test(text)
  );
}

function isRead(document: SourceDocument): document is KubeDocument {
  return document.content.yaml !== undefined && document.content.identity !== undefined;
}

function readContent(uri: string, text: string, place: FilePlace, lacksSeparator?: true): DocumentContent {
  const marked = lacksSeparator ? { lacksSeparator } : {};
  // Other people's YAML is not parsed at all: what is not ours costs nothing and gets no problem.
  if (!mayHoldKnown(uri, text) || isChart(uri)) return { text, ...marked };
  const { yaml, ...templated } = readTemplating(text, place);
  const identity = identify(yaml) ?? (yaml.problems.length > 0 ? identifyUnread(text) : undefined);
  const patches = isKustomization(uri) ? readInlinePatches(text, yaml.root) : [];
  const items = identity && isList(identity) ? readItems(text, yaml) : patches;
  return {
    text,
    yaml,
    ...marked,
    ...templated,
    ...(identity ? { identity } : {}),
    ...(items.length > 0 ? { items: items.map(item => ({ ...item, ...templated })) } : {}),
  };
}

/** `List`, and what the API server answers with: `ExperimentList`. */
function isList({ group, kind }: Identity): boolean {
  return group === '' ? kind === 'List' : group === ARGO_GROUP && /.List$/.test(kind);
}

/** Problems of the text are reported once: they belong to the first item. */
function readItems(text: string, { root, problems, ellipses }: YamlDocument): readonly DocumentContent[] {
  return itemsAt(root, 'items').flatMap((node, index): readonly DocumentContent[] => {
    const item = resolveAlias(node);
    if (!item) return [];
    const yaml = index === 0 ? { root: item, problems, ellipses } : { root: item, problems: [], ellipses: [] };
    const identity = identify(yaml);
    return identity ? [{ text, yaml, identity }] : [];
  });
}
