/** Hover on a name that leads somewhere: what the template, arg or metric is that it names. */
import { type Arg, readAnalysis } from '../model/analysis.ts';
import { inlineCode } from '../text/markdown.ts';
import { type Range, shiftRange, touches } from '../text/range.ts';
import { isOnCluster } from '../workspace/cluster.ts';
import { documentAt, isKubeDocument, type SourceFile } from '../workspace/file.ts';
import type { NamedSymbol } from '../workspace/symbol.ts';
import type { SymbolIndex } from '../workspace/symbols.ts';

export interface NameHover {
  readonly range: Range;
  readonly markdown: string;
}

/** Undefined: no name stands there, or it leads to nothing that is known. Definitions keep the hover of their field. */
export function hoverName(file: SourceFile, offset: number, symbols: SymbolIndex): NameHover | undefined {
  const document = documentAt(file, offset);
  if (!document || !isKubeDocument(document)) return undefined;
  const at = { file, document };
  const found = symbols
    .of(at)
    .find(({ role, range }) => role === 'reference' && touches(range, offset - document.start));
  const [symbol, ...others] = found ? symbols.resolve(found, at) : [];
  if (!found || !symbol) return undefined;
  const context = symbols.workspace.cluster?.facts.context;
  const parts = [symbol, ...others].map(each => describe(each, context)).filter(part => part !== undefined);
  if (parts.length === 0) return undefined;
  return { range: shiftRange(found.range, document.start), markdown: parts.join('\n\n') };
}

/** `context`: of the connected cluster, where one is. */
function describe({ kind, name, owner }: NamedSymbol, context: string | undefined): string | undefined {
  const { identity, yaml } = owner.document.content;
  const home = `${identity.kind} ${inlineCode(identity.name ?? '')}`;
  const where = context !== undefined && isOnCluster(owner.file) ? placeOn(context, identity.namespace) : '';
  const { args, metrics } = readAnalysis(yaml.root);
  switch (kind) {
    case 'analysis-template': {
      const lists = [
        list('Args', args.map(describeArg)),
        list(
          'Metrics',
          metrics.map(metric => inlineCode(metric.name?.text ?? '')),
        ),
      ];
      return [`**${home}**${where}`, ...lists.filter(part => part !== '')].join('\n\n');
    }
    case 'arg': {
      const arg = args.find(each => each.name?.text === name);
      return arg && `**arg** ${describeArg(arg)} of ${home}${where}`;
    }
    case 'metric': {
      const metric = metrics.find(each => each.name?.text === name);
      const provider = metric?.providers[0]?.key.text;
      return (
        metric &&
        `**metric** ${inlineCode(name)} of ${home}${where}${provider === undefined ? '' : `, measured by ${inlineCode(provider)}`}`
      );
    }
    case 'experiment':
      return `**${home}**`;
    case 'experiment-template':
      return `**template** ${inlineCode(name)} of ${home}: one ReplicaSet, called ${inlineCode(`${identity.name ?? '<experiment>'}-${name}`)}`;
  }
}

/** In no file of the workspace: it is said where it is. */
function placeOn(context: string, namespace: string | undefined): string {
  const where = namespace === undefined ? '' : `in namespace ${inlineCode(namespace)} `;
  return ` ${where}on ${inlineCode(context)}`;
}

function describeArg({ name, value, valueFrom }: Arg): string {
  const told = valueFrom ? 'from a secret or a field' : value ? `${inlineCode(value.text)} if not given` : 'required';
  return `${inlineCode(name?.text ?? '')} (${told})`;
}

function list(title: string, items: readonly string[]): string {
  return items.length === 0 ? '' : `${title}:\n${items.map(item => `- ${item}`).join('\n')}`;
}
