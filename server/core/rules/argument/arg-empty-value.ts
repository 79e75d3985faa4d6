import { ARGO_KINDS } from '../../model/analysis.ts';
import { readCalls } from '../../model/analysis-call.ts';
import { removeEntry, removeItem } from '../../yaml/edit.ts';
import { entryOf, itemsAt, resolveAlias, scalarAt, valueAt, type YamlMap, type YamlNode } from '../../yaml/node.ts';
import type { Fix, Rule } from '../engine/rule.ts';

export const argEmptyValue: Rule = {
  id: 'arg-empty-value',
  title: 'Arg with an empty value',
  docs: 'An empty text counts as a value: the run starts without an error, with a hole in the URL or query where the placeholder stood. In a caller it also overrides the default of the template.',
  severity: 'warning',
  kinds: ARGO_KINDS,
  needs: 'document',
  *check({ root, document }) {
    const { kind } = document.content.identity;
    const role = roleOf(kind);
    for (const owner of argOwners(root, kind)) {
      for (const [index, item] of itemsAt(owner, 'args').entries()) {
        const value = scalarAt(item, 'value');
        if (value?.value !== '' || valueAt(item, 'valueFrom')) continue;
        const name = scalarAt(item, 'name')?.text ?? '';
        yield {
          range: value.range,
          message: MESSAGES[role](name),
          fixes: repair(document.text, role, owner, index, name),
        };
      }
    }
  },
};

type Role = 'template' | 'caller' | 'run';

const MESSAGES: Readonly<Record<Role, (name: string) => string>> = {
  template: name =>
    `The default of arg \`${name}\` is empty, and that counts as a value: a caller that forgets it gets no error, but a hole where \`{{args.${name}}}\` stands. Give a real default, or remove \`value\` so that callers must give one.`,
  caller: name =>
    `Arg \`${name}\` is passed as an empty text, which counts as a value and overrides the template's default: the metric gets a hole where \`{{args.${name}}}\` stands. Give a real value, or remove the arg.`,
  run: name =>
    `Arg \`${name}\` is an empty text, which counts as a value: the metric gets a hole where \`{{args.${name}}}\` stands. Give a real value.`,
};

function roleOf(kind: string): Role {
  if (kind.endsWith('Template')) return 'template';
  return kind === 'AnalysisRun' ? 'run' : 'caller';
}

function repair(text: string, role: Role, owner: YamlMap, index: number, name: string): readonly Fix[] {
  if (role === 'run') return [];
  if (role === 'caller') {
    const edit = removeItem(text, owner, 'args', index);
    return edit ? [{ title: `Remove arg \`${name}\``, edits: [edit] }] : [];
  }
  const item = resolveAlias(itemsAt(owner, 'args')[index]);
  const entry = entryOf(item, 'value');
  const edit = item?.kind === 'map' && entry ? removeEntry(text, item, entry) : undefined;
  return edit ? [{ title: 'Remove the empty `value`, so that callers must give one', edits: [edit] }] : [];
}

/** Every map that has a list of args, in a document of that kind. */
function argOwners(root: YamlNode | undefined, kind: string): readonly YamlMap[] {
  if (kind === 'Experiment' || kind === 'Rollout') return readCalls(root, kind).map(call => call.node);
  const spec = valueAt(root, 'spec');
  return spec?.kind === 'map' ? [spec] : [];
}
