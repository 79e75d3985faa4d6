/** Hosts of Services that files of the workspace define, or the connected cluster has, where a metric asks one. */

import { hostArgs } from '../../../model/host.ts';
import { numberAt } from '../../../model/reading.ts';
import { escapeSnippet } from '../../../text/snippet.ts';
import { fileNameOf } from '../../../workspace/beside.ts';
import { isTemplated } from '../../../workspace/file.ts';
import type { ResolvedAnalysis } from '../../../workspace/resolve.ts';
import { isUnknownName, type Placed } from '../../../workspace/workspace.ts';
import { itemsAt, scalarAt, stringAt, type YamlNode } from '../../../yaml/node.ts';
import type { CompleteInput, Item } from '../item.ts';

/** More than anybody reads. */
const MOST = 200;

interface ServicePort {
  readonly name: string;
  /** Undefined: no file says it. */
  readonly namespace: string | undefined;
  /** Undefined: not known, or the scheme's own. */
  readonly port: number | undefined;
  readonly scheme: 'http' | 'https';
  readonly detail: string;
}

/** Whole URLs, for an address of a provider. */
export function completeServiceUrls(input: CompleteInput): readonly Item[] {
  return servicePorts(input).map(service =>
    toItem(service, `${service.scheme}://`, service.port === undefined ? '' : `:${service.port}`, input),
  );
}

/** Hosts alone, for the value of an arg that metrics put behind `://`. */
export function completeServiceHosts(
  input: CompleteInput,
  arg: string | undefined,
  analysis: ResolvedAnalysis | undefined,
): readonly Item[] {
  const isHost = arg !== undefined && analysis?.templates.some(({ at }) => hostArgs(at.document.text).has(arg));
  if (!isHost) return [];
  const seen = new Set<string>();
  return servicePorts(input)
    .map(service => toItem(service, '', '', input))
    .filter(({ label }) => !seen.has(label) && seen.add(label));
}

/** The controller asks from its own namespace: only with the Service's namespace does the name lead there. */
function toItem({ name, namespace, detail }: ServicePort, before: string, behind: string, input: CompleteInput): Item {
  const { quote } = input.cursor;
  const own = quote === '' && input.layout.json ? '"' : quote;
  const space = namespace ?? 'namespace';
  const written = namespace === undefined ? '${1:namespace}' : escapeSnippet(namespace);
  return {
    label: `${before}${name}.${space}${behind}`,
    kind: 'value',
    detail,
    newText: own + escapeSnippet(`${before}${name}.`) + written + escapeSnippet(behind) + own,
    snippet: true,
    rank: 'known',
    fit: 'next',
  };
}

function servicePorts(input: CompleteInput): readonly ServicePort[] {
  const { workspace, namespace, uri } = input;
  const ofFiles = workspace.definitions('Service').flatMap(at => (isNamed(at, input) ? portsOf(at, input) : []));
  const known = new Set(ofFiles.map(({ name }) => name));
  const home = workspace.home(namespace, uri);
  const { cluster } = workspace;
  const ofCluster = (cluster?.names('Service', home) ?? []).map(
    (name): ServicePort => ({
      name,
      namespace: home,
      port: undefined,
      scheme: 'http',
      detail: `Service on ${cluster?.facts.context ?? ''}`,
    }),
  );
  const all = [...ofFiles, ...ofCluster.filter(({ name }) => !known.has(name))];
  return all.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)).slice(0, MOST);
}

/** A file says how the Service is called on the cluster. */
function isNamed({ file, document }: Placed, { workspace }: CompleteInput): boolean {
  return !isTemplated(document) && !isUnknownName(document.content.identity.name) && !workspace.changesNames(file);
}

function portsOf(at: Placed, { workspace }: CompleteInput): readonly ServicePort[] {
  const { root } = at.document.content.yaml;
  const name = at.document.content.identity.name ?? '';
  const namespace = workspace.namespaceOf(at);
  const detail = `Service in ${fileNameOf(at.file.uri)}`;
  // A name for something outside of the cluster.
  if (stringAt(root, 'spec', 'type') === 'ExternalName') return [];
  const ports = itemsAt(root, 'spec', 'ports').flatMap((item): readonly ServicePort[] => {
    const port = numberAt(item, 'port');
    if (port === undefined || !isTcp(item)) return [];
    const scheme = port === 443 || /^https\b/.test(scalarAt(item, 'name')?.text ?? '') ? 'https' : 'http';
    const isOwn = port === (scheme === 'https' ? 443 : 80);
    return [{ name, namespace, port: isOwn ? undefined : port, scheme, detail }];
  });
  return ports;
}

function isTcp(port: YamlNode): boolean {
  return ['TCP', undefined].includes(stringAt(port, 'protocol'));
}
