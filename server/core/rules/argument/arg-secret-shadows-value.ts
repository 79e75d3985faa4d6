import { CALLER_KINDS } from '../../model/analysis.ts';
import { removeItem } from '../../yaml/edit.ts';
import { entryOf, itemsAt } from '../../yaml/node.ts';
import type { Rule } from '../engine/rule.ts';

export const argSecretShadowsValue: Rule = {
  id: 'arg-secret-shadows-value',
  title: 'Secret wins over the passed value',
  docs: 'An arg that a template takes from a Secret is read from there at every round of measurements, whatever the caller passes.',
  severity: 'warning',
  kinds: CALLER_KINDS,
  needs: 'workspace',
  *check({ document, calls }) {
    for (const { call, analysis } of calls()) {
      if (!analysis.isCertain) continue;
      for (const { name, value, node } of call.args) {
        const declared = name && analysis.args.get(name.text);
        const secret = entryOf(declared?.what.valueFrom, 'secretKeyRef');
        if (!name || !value || !declared || secret?.value.kind !== 'map') continue;
        const index = itemsAt(call.node, 'args').indexOf(node);
        const edit = index < 0 ? undefined : removeItem(document.text, call.node, 'args', index);
        yield {
          range: value.range,
          message: `The template takes arg \`${name.text}\` from a Secret, which wins over this value. Remove it here, or declare the arg without \`secretKeyRef\`.`,
          related: [{ in: declared.at, range: secret.key.range, message: 'the Secret' }],
          fixes: edit ? [{ title: `Remove arg \`${name.text}\``, edits: [edit] }] : [],
        };
      }
    }
  },
};
