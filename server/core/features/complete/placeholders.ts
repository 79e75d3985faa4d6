/** Tags behind `{{`: the args of a template in its metrics, the templates of an experiment in its arg values. */
import { readAnalysis } from '../../model/analysis.ts';
import { lineAt } from '../../text/line-map.ts';
import { isKubeDocument, type SourceDocument } from '../../workspace/file.ts';
import { itemsAt, stringAt, type YamlNode } from '../../yaml/node.ts';
import { pathAt } from '../../yaml/path-at.ts';
import type { Item, Placement } from './item.ts';

/** Undefined: the cursor is in no placeholder. Offsets of the document. */
export function completePlaceholders(document: SourceDocument, offset: number): Placement | undefined {
  const line = lineAt(document.text, offset);
  const open = /\{\{[ \t]*([\w.-]*)$/.exec(document.text.slice(line.start, offset));
  if (!open) return undefined;
  const after = document.text.slice(offset, line.end);
  const rest = /^[\w.-]*/.exec(after)?.[0].length ?? 0;
  const replace = { start: offset - (open[1] ?? '').length, end: offset + rest };
  const closing = /^[ \t]*\}\}/.test(after.slice(rest)) ? '' : /^[ \t]*\}/.test(after.slice(rest)) ? '}' : '}}';
  const items = tags(document, offset).map(
    ({ tag, detail }): Item => ({
      label: tag,
      kind: 'value',
      detail,
      newText: tag + closing,
      snippet: false,
      rank: 'known',
      fit: 'next',
    }),
  );
  return { items, replace, lead: '', typed: open[1] ?? '', quote: '' };
}

interface Tag {
  readonly tag: string;
  readonly detail: string;
}

function tags(document: SourceDocument, offset: number): readonly Tag[] {
  if (!isKubeDocument(document)) return [];
  const { root } = document.content.yaml;
  const path = pathAt(root, offset)?.path ?? [];
  if (path[0] === 'spec' && path[1] === 'metrics') {
    return readAnalysis(root).args.flatMap(({ name, value, valueFrom }) => {
      const detail = valueFrom ? 'from a secret or field' : value ? `"${value.text}" if not given` : 'required arg';
      return name ? [{ tag: `args.${name.text}`, detail }] : [];
    });
  }
  const analyses = path.indexOf('analyses');
  const isArgValue = path.at(-1) === 'value' && path.at(-3) === 'args' && analyses >= 0;
  return isArgValue ? experimentTags(root, path.slice(0, analyses)) : [];
}

function experimentTags(root: YamlNode | undefined, owner: readonly (string | number)[]): readonly Tag[] {
  const templates = itemsAt(root, ...owner, 'templates').flatMap(template => stringAt(template, 'name') ?? []);
  return [
    ...templates.flatMap(name => [
      { tag: `templates.${name}.replicaset.name`, detail: 'name of the ReplicaSet, and of its Service' },
      { tag: `templates.${name}.podTemplateHash`, detail: 'hash label of its pods' },
    ]),
    { tag: 'experiment.availableAt', detail: 'when all templates were available' },
    { tag: 'experiment.finishedAt', detail: 'when the duration will be over; needs a duration' },
  ];
}
