/**
 * The same documents written in other ways: each mutation changes how a text is written, or what stands around it, at a place that
 * chance chooses. Undefined: there is no such place in the text.
 */
import { isMap, isSeq, type Node, type Pair, parseAllDocuments, stringify } from 'yaml';

export type Random = () => number;

export interface Mutated {
  readonly text: string;
  /** Texts of other files, by URIs that are relative to the file's folder. */
  readonly beside?: Readonly<Record<string, string>>;
  /** Where the file lies now, relative to its folder. */
  readonly path?: string;
}

export type Mutation = (text: string, random: Random) => Mutated | undefined;

export function pick<T>(items: readonly T[], random: Random): T | undefined {
  return items[Math.floor(random() * items.length)];
}

const FIELD = /^( *)((?:- +)*)([\w.-]+):(?: +([^\s#&*!|>'"[\]{}][^#\n]*?))? *$/;

/** Lines of block style that hold one field, without those inside of block scalars. */
function fieldLines(lines: readonly string[]): readonly number[] {
  const found: number[] = [];
  let block: number | undefined;
  for (const [index, line] of lines.entries()) {
    const indent = /^ */.exec(line)?.[0].length ?? 0;
    if (block !== undefined && (line.trim() === '' || indent > block)) continue;
    block = /[:-] +[|>][-+\d]* *$/.test(line) ? indent : undefined;
    if (FIELD.test(line)) found.push(index);
  }
  return found;
}

function onLine(text: string, random: Random, change: (line: string) => string | undefined): Mutated | undefined {
  const lines = text.split('\n');
  const index = pick(fieldLines(lines), random);
  const changed = index === undefined ? undefined : change(lines[index] ?? '');
  if (index === undefined || changed === undefined) return undefined;
  return { text: [...lines.slice(0, index), changed, ...lines.slice(index + 1)].join('\n') };
}

const crlf: Mutation = text => (text.includes('\r') ? undefined : { text: text.replaceAll('\n', '\r\n') });

const noLastLineBreak: Mutation = text => ({ text: text.trimEnd() });

const blankLines: Mutation = (text, random) => onLine(text, random, line => `\n${line}`);

const trailingBlanks: Mutation = (text, random) => onLine(text, random, line => `${line}  `);

const comment: Mutation = (text, random) => onLine(text, random, line => `${line} # a note: with {braces}`);

const commentAbove: Mutation = (text, random) =>
  onLine(text, random, line => `${/^ */.exec(line)?.[0] ?? ''}# a note\n${line}`);

const everyComment: Mutation = text => {
  const lines = text.split('\n');
  const own = new Set(fieldLines(lines));
  return { text: lines.map((line, i) => (own.has(i) ? `${line} # note ${i}.` : line)).join('\n') };
};

const quotes: Mutation = (text, random) =>
  onLine(text, random, line => {
    const [, , , , value] = FIELD.exec(line) ?? [];
    if (value === undefined || /^(true|false|null|~|[-+.\d])/.test(value) || /["'\\]/.test(value)) return undefined;
    const quote = random() < 0.5 ? '"' : "'";
    return line.slice(0, line.lastIndexOf(value)) + quote + value + quote;
  });

const blockScalar: Mutation = (text, random) =>
  onLine(text, random, line => {
    const [, indent = '', dashes = '', , value] = FIELD.exec(line) ?? [];
    if (value === undefined || /^(true|false|null|~|[-+.\d])/.test(value)) return undefined;
    const header = pick(['|', '|-', '>-', '>'], random) ?? '|';
    const inner = ' '.repeat(indent.length + dashes.length + 2);
    return `${line.slice(0, line.lastIndexOf(value))}${header}\n${inner}${value}`;
  });

/** Another reading of the same data, printed anew. */
function rewritten(text: string, change: (root: Node) => boolean, options: object = {}): Mutated | undefined {
  const documents = [...parseAllDocuments(text, { version: '1.2', logLevel: 'silent', uniqueKeys: false })];
  if (documents.some(({ errors }) => errors.length > 0)) return undefined;
  let changed = false;
  for (const document of documents) if (document.contents) changed = change(document.contents) || changed;
  if (!changed) return undefined;
  return printed(() => documents.map(each => each.toString({ lineWidth: 0, ...options })).join(''));
}

/** An alias that came before its anchor cannot be printed. */
function printed(print: () => string): Mutated | undefined {
  try {
    return { text: print() };
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('Unresolved alias')) return undefined;
    throw error;
  }
}

/** Every collection below a node, itself included. */
function collectionsIn(node: unknown): Node[] {
  if (isSeq(node)) return [node, ...node.items.flatMap(collectionsIn)];
  return isMap(node) ? [node, ...node.items.flatMap(pair => collectionsIn(pair.value))] : [];
}

const flow: Mutation = (text, random) =>
  rewritten(text, root => {
    const chosen = pick(collectionsIn(root).slice(1), random);
    if (!isMap(chosen) && !isSeq(chosen)) return false;
    chosen.flow = true;
    return true;
  });

const wholeFlow: Mutation = text =>
  rewritten(text, root => {
    if (!isMap(root)) return false;
    for (const { value } of root.items) if (isMap(value)) value.flow = true;
    return true;
  });

const wideIndent: Mutation = text => rewritten(text, () => true, { indent: 4 });

const indentlessLists: Mutation = text => rewritten(text, () => true, { indentSeq: false });

const shuffled: Mutation = (text, random) =>
  rewritten(text, root => {
    const map = pick(collectionsIn(root).slice(1).filter(isMap), random);
    if (!map || map.items.length < 2) return false;
    map.items.reverse();
    return true;
  });

/** Fields whose value is a map, in the order of the text. */
function mapFieldsIn(node: unknown): Pair[] {
  if (isSeq(node)) return node.items.flatMap(mapFieldsIn);
  if (!isMap(node)) return [];
  return node.items.flatMap(pair => [...(isMap(pair.value) ? [pair] : []), ...mapFieldsIn(pair.value)]);
}

/** A map that occurs twice is written once, and repeated by an alias or a merge. */
const repeated: Mutation = (text, random) => {
  const documents = [...parseAllDocuments(text, { version: '1.1', logLevel: 'silent', uniqueKeys: false })];
  const [document] = documents;
  if (documents.length !== 1 || !document || document.errors.length > 0) return undefined;
  const fields = mapFieldsIn(document.contents);
  const twins = fields.flatMap((field, i) => {
    const first = fields.slice(0, i).find(each => JSON.stringify(each.value) === JSON.stringify(field.value));
    return first ? [{ first, field }] : [];
  });
  const twin = pick(twins, random);
  if (!twin || !isMap(twin.first.value) || !isMap(twin.field.value)) return undefined;
  twin.first.value.anchor = 'shared';
  const alias = document.createAlias(twin.first.value);
  if (random() < 0.5) twin.field.value = alias;
  else twin.field.value.items = [document.createPair('<<', alias)];
  return printed(() => document.toString({ lineWidth: 0 }));
};

/** A text is written in an annotation, and repeated by an alias. */
const aliased: Mutation = (text, random) => {
  if (!/^metadata:$/m.test(text) || text.includes('&shared')) return undefined;
  let value: string | undefined;
  const changed = onLine(text, random, line => {
    const [, indent = '', , key, own] = FIELD.exec(line) ?? [];
    if (own === undefined || indent === '' || key === 'name' || /^(true|false|null|[-+.\d])/.test(own))
      return undefined;
    value = own;
    return `${line.slice(0, line.lastIndexOf(own))}*shared`;
  });
  if (!changed || value === undefined) return undefined;
  const own = stringify(value, { lineWidth: 0 }).trimEnd();
  return { text: changed.text.replace(/^metadata:$/m, () => `metadata:\n  annotations: { note: &shared ${own} }`) };
};

const json: Mutation = (text, random) => {
  const documents = [...parseAllDocuments(text, { version: '1.1', logLevel: 'silent', uniqueKeys: true })];
  const [document] = documents;
  if (documents.length !== 1 || !document || document.errors.length > 0 || text.includes('*')) return undefined;
  return { text: `${JSON.stringify(document.toJS(), null, random() < 0.5 ? 2 : undefined)}\n` };
};

const OTHER = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: other\ndata:\n  text: "{{ $labels.pod }}"\n';

const another: Mutation = (text, random) =>
  /^---/m.test(text) || text.trimStart().startsWith('{')
    ? undefined
    : { text: random() < 0.5 ? `${OTHER}---\n${text}` : `${text.trimEnd()}\n---\n${OTHER}` };

const inList: Mutation = text => {
  if (/^---|^%/m.test(text) || text.trimStart().startsWith('{') || text.includes('\r')) return undefined;
  const lines = text
    .trimEnd()
    .split('\n')
    .map(line => (line === '' ? line : `    ${line}`));
  const first = lines.findIndex(line => /^ {4}\w/.test(line));
  if (first < 0) return undefined;
  const items = lines.map((line, i) => (i === first ? line.replace(/^ {4}/, '  - ') : line));
  return { text: `apiVersion: v1\nkind: List\nitems:\n${items.join('\n')}\n` };
};

const CHART = 'apiVersion: v2\nname: shop\nversion: 0.1.0\n';

/** A template of a Helm chart: one of its values is filled in by Helm, and the whole may be left out. */
const chart: Mutation = (text, random) => {
  const filled = onLine(text, random, line => {
    const [, , , key, value] = FIELD.exec(line) ?? [];
    if (value === undefined || key === 'apiVersion' || key === 'kind') return undefined;
    return `${line.slice(0, line.lastIndexOf(value))}${random() < 0.5 ? '{{ .Values.x }}' : '{{ .Values.x | quote }}'}`;
  });
  if (!filled) return undefined;
  const escaped = filled.text.replaceAll(/\{\{ ?(args|templates|experiment)\.[^}]*\}\}/g, tag => `{{\`${tag}\`}}`);
  const whole =
    random() < 0.5 ? `{{- if .Values.on }}\n${escaped.trimEnd()}\n{{- end }}\n` : `{{/* note */}}\n${escaped}`;
  return { text: whole, path: 'templates/bad.yaml', beside: { 'Chart.yaml': CHART } };
};

/** As `chart`, with a part that is left out, or comes from elsewhere. */
const openChart: Mutation = (text, random) => {
  const opened = onLine(text, random, line => {
    const indent = /^ */.exec(line)?.[0] ?? '';
    const mark = random() < 0.5 ? '{{- if .Values.x }}' : '{{- include "more" . | nindent 4 }}';
    return random() < 0.5 ? `${indent}${mark}\n${line}` : `${mark}\n${line}`;
  });
  if (!opened) return undefined;
  return {
    text: `${opened.text.trimEnd()}\n{{- end }}\n`,
    path: 'templates/bad.yaml',
    beside: { 'Chart.yaml': CHART },
  };
};

/** A template of another tool. */
const template: Mutation = (text, random) => {
  const filled = onLine(text, random, line => {
    const [, , , key, value] = FIELD.exec(line) ?? [];
    if (value === undefined || key === 'apiVersion' || key === 'kind') return undefined;
    const mark = pick(
      ['{{ value }}', '${{ values.x }}', '<%= x %>', '__VALUE__', '@@VALUE@@', '${VALUE}', '<value>'],
      random,
    );
    return line.slice(0, line.lastIndexOf(value)) + (mark ?? '');
  });
  if (!filled || random() < 0.5) return filled;
  return { text: `{% if x %}\n${filled.text.trimEnd()}\n{% endif %}\n` };
};

/** Ways to write a condition that mean the same. */
const condition: Mutation = (text, random) => {
  const lines = text.split('\n');
  const own = fieldLines(lines).filter(index => /^[ -]*(success|failure)Condition: /.test(lines[index] ?? ''));
  const index = pick(own, random);
  const match = index === undefined ? undefined : /^(.*?Condition: )(.*?)( #.*)?$/.exec(lines[index] ?? '');
  if (index === undefined || !match) return undefined;
  const [, before = '', value = '', rest = ''] = match;
  const written = pick(
    [
      `(${value})`,
      `not (not (${value}))`,
      `!(!(${value}))`,
      `(${value}) && true`,
      `(${value}) || false`,
      `${value} /* note */`,
      `(${value}) ? true : false`,
      `len(result) > 0 && (${value})`,
      `len(result) == 0 || (${value})`,
      `result != nil && (${value})`,
      `not (${value})`,
    ],
    random,
  );
  const quoted = stringify(written ?? value, {
    lineWidth: 0,
    defaultStringType: random() < 0.5 ? 'QUOTE_DOUBLE' : 'PLAIN',
  });
  return { text: lines.toSpliced(index, 1, `${before}${quoted.trimEnd()}${rest}`).join('\n') };
};

export const MUTATIONS: Readonly<Record<string, Mutation>> = {
  crlf,
  noLastLineBreak,
  blankLines,
  trailingBlanks,
  comment,
  commentAbove,
  everyComment,
  quotes,
  blockScalar,
  flow,
  wholeFlow,
  wideIndent,
  indentlessLists,
  shuffled,
  repeated,
  aliased,
  json,
  another,
  inList,
  chart,
  openChart,
  template,
  condition,
};
