/** Repairs that write an analysis template which a reference misses: into the file, or into a new one beside it. */

import { type TemplateReference, templateKind } from '../../model/analysis.ts';
import { lineBreakOf } from '../../text/indent.ts';
import { fileNameOf, folderOf } from '../../workspace/beside.ts';
import type { Listing } from '../../workspace/kustomize.ts';
import type { ResolvedCall } from '../../workspace/resolved-call.ts';
import type { Placed } from '../../workspace/workspace.ts';
import { insertItem } from '../../yaml/edit.ts';
import type { Fix, PlacedEdit, RuleContext } from './rule.ts';

/**
 * A template that runs as it stands and uses every arg that its caller passes; what it shall measure is for the person
 * to say. `caller`: absent where templates name each other, and share their args.
 */
export function createTemplate(
  { document, workspace, file }: RuleContext,
  reference: TemplateReference,
  caller?: ResolvedCall,
): readonly Fix[] {
  const name = reference.templateName?.text ?? '';
  const kind = templateKind(reference.clusterScope);
  const namespace = reference.clusterScope ? undefined : workspace.namespaceOf({ file, document });
  const args = caller ? argsFor(caller) : [];
  // A file of JSON holds one document alone.
  if (!/^[a-z0-9](?:[-.a-z0-9]*[a-z0-9])?$/.test(name) || !args || /\.json$/.test(file.uri)) return [];
  const lines = linesOf({ kind, name, namespace, args });
  const uri = newUri(file.uri, name, workspace.hasFile.bind(workspace));
  const appended: Fix = {
    title: `Create ${kind} \`${name}\` in this file`,
    edits: [appendDocument({ file, document }, lines)],
    snippet: true,
  };
  if (uri === undefined) return [appended];
  const text = `${lines.map(line => line.replaceAll(TAB_STOP, '$1')).join(lineBreakOf(file.text))}${lineBreakOf(file.text)}`;
  const elsewhere = listBeside(workspace.listingsOf(file), uri);
  const title = `Create ${kind} \`${name}\` in ${fileNameOf(uri)}`;
  const listed = elsewhere.map(({ in: at }) => fileNameOf(at.file.uri))[0];
  return [
    appended,
    {
      title: listed === undefined ? title : `${title}, and list it in ${listed}`,
      edits: [],
      elsewhere,
      creates: { uri, text },
    },
  ];
}

/** The kustomizations that take in a file take in the new one beside it, too. */
function listBeside(listings: readonly Listing[], uri: string): readonly PlacedEdit[] {
  return listings.flatMap(({ list, item, ...at }) => {
    const path = item.text.replace(/[^/]*$/, fileNameOf(uri));
    const quote = item.style === 'double' ? '"' : item.style === 'single' ? "'" : '';
    const edit = insertItem(at.document.text, list, item, quote + path + quote);
    return edit ? [{ in: at, ...edit }] : [];
  });
}

/** A document behind all others of the file, in offsets of the given one. Only for what is worked out anew each time. */
export function appendDocument({ file, document }: Placed, lines: readonly string[]): Fix['edits'][number] {
  const lineBreak = lineBreakOf(file.text);
  const end = file.text.length - document.start;
  const lead = /[\r\n]$/.test(file.text) ? '' : lineBreak;
  const mark = /(?:^|[\r\n])---[ \t]*[\r\n]*$/.test(file.text) ? '' : `---${lineBreak}`;
  return { range: { start: end, end }, newText: `${lead}${mark}${lines.join(lineBreak)}${lineBreak}` };
}

const TAB_STOP = /\$\{\d+:([^}]*)\}/g;

interface NewTemplate {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | undefined;
  readonly args: readonly string[];
}

/** With tab stops. */
function linesOf({ kind, name, namespace, args }: NewTemplate): readonly string[] {
  const labels = args.map(arg => `${arg.replace(/[^A-Za-z0-9_]/g, '_')}="{{args.${arg}}}"`);
  const matchers = labels.length === 0 ? '' : `{${labels.join(', ')}}`;
  return [
    'apiVersion: argoproj.io/v1alpha1',
    `kind: ${kind}`,
    'metadata:',
    `  name: ${name}`,
    ...(namespace === undefined ? [] : [`  namespace: ${namespace}`]),
    'spec:',
    ...(args.length === 0 ? [] : ['  args:', ...args.map(arg => `    - name: ${arg}`)]),
    '  metrics:',
    `    - name: ${name}`,
    '      initialDelay: 1m',
    '      interval: 1m',
    '      count: 5',
    '      failureLimit: 1',
    '      consecutiveErrorLimit: 2',
    '      successCondition: len(result) > 0 && result[0] < ${3:1}',
    '      provider:',
    '        prometheus:',
    '          address: ${1:http://prometheus.monitoring:9090}',
    `          query: sum(rate(\${2:http_errors_total}${matchers}[1m])) or vector(0)`,
  ];
}

/** Names that the caller passes and no other template of the call declares. Undefined: one cannot stand in a query. */
function argsFor({ call, analysis }: ResolvedCall): readonly string[] | undefined {
  const names = new Set(call.args.flatMap(({ name }) => name?.text ?? []));
  for (const name of analysis.args.keys()) names.delete(name);
  return [...names].every(name => /^[A-Za-z_][\w-]*$/.test(name)) ? [...names] : undefined;
}

/** A file beside the given one that does not exist; undefined: it lies in no folder, or the names are taken. */
function newUri(uri: string, name: string, exists: (uri: string) => boolean): string | undefined {
  const folder = folderOf(uri);
  if (folder === '' || !/^[a-z][a-z0-9+.-]*:\/\//i.test(uri)) return undefined;
  return [`${name}.yaml`, `${name}-analysis.yaml`].map(each => folder + each).find(each => !exists(each));
}
