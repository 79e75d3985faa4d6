import type { Arg } from '../../model/analysis.ts';
import { type AnalysisCall, readCalls } from '../../model/analysis-call.ts';
import { literal } from '../../model/experiment-body.ts';
import { nearest } from '../../text/nearest.ts';
import { removeEntry, removeItem } from '../../yaml/edit.ts';
import { entryOf, itemsAt, scalarAt, type YamlMap, type YamlNode } from '../../yaml/node.ts';
import type { Fix, Rule } from '../engine/rule.ts';

const HASHES = ['Stable', 'Latest'];

export const roArgWithoutValue: Rule = {
  id: 'ro-arg-without-value',
  title: 'Arg of a Rollout without a value',
  docs: 'A Rollout makes a value of every arg that it passes, and of one without `value` and source it makes the empty text. That overrides the default of the template, and the metric gets a hole where the placeholder stood.',
  severity: 'warning',
  kinds: ['Rollout'],
  needs: 'document',
  *check({ root, document, isWhole }) {
    if (!isWhole) return;
    for (const { call, arg } of rolloutArgs(root)) {
      const hasSource = entryOf(arg.valueFrom, 'podTemplateHashValue') || entryOf(arg.valueFrom, 'fieldRef');
      const written = entryOf(arg.node, 'value');
      if (!arg.name || arg.value || hasSource || (written && written.value.kind !== 'scalar')) continue;
      yield {
        range: arg.name.range,
        message: `Arg \`${arg.name.text}\` is passed without a value: the Rollout makes the empty text of it, which overrides the template's default. Give it a \`value\`, or remove it.`,
        fixes: removeArg(document.text, call, arg),
      };
    }
  },
};

export const roArgPodHashTypo: Rule = {
  id: 'ro-arg-podhash-typo',
  title: 'Unknown `podTemplateHashValue`',
  docs: '`podTemplateHashValue` is `Stable` or `Latest`, in exactly this case. The API server takes any other text, and the controller then falls back to `value`, which is mostly empty.',
  severity: 'error',
  kinds: ['Rollout'],
  needs: 'value',
  *check({ root }) {
    for (const { arg } of rolloutArgs(root)) {
      const hash = scalarAt(arg.valueFrom, 'podTemplateHashValue');
      const text = typeof hash?.value === 'string' ? literal(hash) : undefined;
      if (!hash || text === undefined || HASHES.includes(text)) continue;
      const meant = nearest(text, HASHES);
      const result = arg.value ? `falls back to \`${arg.value.text}\`` : 'passes the empty text';
      yield {
        range: hash.range,
        message: `\`${text}\` is neither \`Stable\` nor \`Latest\`: the Rollout ${result}. ${meant ? `Write \`${meant}\`.` : 'Write one of the two.'}`,
        fixes: meant
          ? [
              {
                title: `Write \`${meant}\``,
                edits: [{ range: hash.range, newText: meant }],
                isSafe: hash.text.toLowerCase() === meant.toLowerCase(),
              },
            ]
          : [],
      };
    }
  },
};

export const roArgTwoSources: Rule = {
  id: 'ro-arg-two-sources',
  title: 'Arg with two sources',
  docs: 'Of several sources of an arg in a Rollout one wins without a word: `podTemplateHashValue` over `fieldRef`, and `fieldRef` over `value`.',
  severity: 'warning',
  kinds: ['Rollout'],
  needs: 'document',
  *check({ root, document }) {
    for (const { arg } of rolloutArgs(root)) {
      const { node, valueFrom } = arg;
      const hash = scalarAt(valueFrom, 'podTemplateHashValue');
      const field = entryOf(valueFrom, 'fieldRef');
      const winner =
        hash && HASHES.includes(hash.text) ? 'podTemplateHashValue' : field && !hash ? 'fieldRef' : undefined;
      if (!winner) continue;
      const losers: readonly (readonly [YamlMap, 'value' | 'fieldRef'])[] = [
        ...(arg.value ? [[node, 'value'] as const] : []),
        ...(hash && field && valueFrom ? [[valueFrom, 'fieldRef'] as const] : []),
      ];
      for (const [map, key] of losers) {
        const entry = entryOf(map, key);
        const edit = entry && removeEntry(document.text, map, entry);
        if (!entry) continue;
        yield {
          range: entry.key.range,
          message: `\`${key}\` has no effect beside \`${winner}\`, which wins. Keep one of the two.`,
          fixes: edit ? [{ title: `Remove \`${key}\``, edits: [edit] }] : [],
        };
      }
    }
  },
};

interface RolloutArg {
  readonly call: AnalysisCall;
  readonly arg: Arg;
}

function rolloutArgs(root: YamlNode | undefined): readonly RolloutArg[] {
  return readCalls(root, 'Rollout').flatMap(call => call.args.map(arg => ({ call, arg })));
}

function removeArg(text: string, { node }: AnalysisCall, arg: Arg): readonly Fix[] {
  const index = itemsAt(node, 'args').indexOf(arg.node);
  const edit = index < 0 ? undefined : removeItem(text, node, 'args', index);
  return edit ? [{ title: `Remove arg \`${arg.name?.text}\``, edits: [edit] }] : [];
}
