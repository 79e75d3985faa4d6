import { scanPlaceholders } from '../../args/scan.ts';
import { argOfWrongTag } from '../../args/tags.ts';
import { readBareArgs } from '../../expr/check/bare-arg.ts';
import { ANALYSIS_KINDS, readArgs } from '../../model/analysis.ts';
import { removeItem } from '../../yaml/edit.ts';
import { isAllRead, itemsAt, scalarAt, valueAt, type YamlNode } from '../../yaml/node.ts';
import { scalarsIn } from '../../yaml/scalars.ts';
import type { Rule } from '../engine/rule.ts';

export const argUnused: Rule = {
  id: 'arg-unused',
  title: 'Arg is never used',
  docs: 'An arg that no metric uses does nothing; without a default every caller must give it all the same, else the run is Error. Often the placeholder is misspelt or was forgotten.',
  severity: 'info',
  kinds: ANALYSIS_KINDS,
  needs: 'document',
  *check({ root, document, conditions }) {
    // Nested templates may use it, and left-out or unreadable text may too.
    if (!isAllRead(document.content.yaml) || itemsAt(root, 'spec', 'templates').length > 0) return;
    const metrics = valueAt(root, 'spec', 'metrics');
    if (!metrics) return;
    const written = document.text.slice(metrics.range.start, metrics.range.end);
    const hasAlias = /(^|[\s[{,:-])\*\w/.test(written);
    const spec = valueAt(root, 'spec');
    // A template of another tool may write a placeholder in parts.
    const texts = document.content.templating ? [...scalarsIn(metrics)].map(({ text }) => text) : [];
    const isUsed = readUses([hasAlias ? document.text : written, ...texts].join('\n'), spec);
    const bare = new Set(conditions().flatMap(({ checked }) => readBareArgs(checked.parsed.text)));
    for (const [index, item] of itemsAt(spec, 'args').entries()) {
      const name = scalarAt(item, 'name');
      if (!name || isUsed(name.text) || bare.has(name.text)) continue;
      const hasDefault = scalarAt(item, 'value') || valueAt(item, 'valueFrom');
      const edit = spec?.kind === 'map' ? removeItem(document.text, spec, 'args', index) : undefined;
      const told = hasDefault ? '' : ' Every caller must still give it.';
      yield {
        range: name.range,
        message: `Arg \`${name.text}\` is never used in this template.${told} Use \`{{args.${name.text}}}\`, or remove it.`,
        unnecessary: true,
        fixes: edit ? [{ title: `Remove arg \`${name.text}\``, edits: [edit] }] : [],
      };
    }
  },
};

/** A placeholder that is written wrongly counts too: that it is wrong has a rule of its own. */
function readUses(text: string, spec: YamlNode | undefined): (name: string) => boolean {
  const declared = new Set(readArgs(spec).flatMap(({ name }) => name?.text.trim() ?? []));
  const used = new Set(
    scanPlaceholders(text).flatMap(({ tag }) => {
      const bare = tag.replace(/^[{\s"'`]+/, '');
      return bare.startsWith('args.') ? bare.slice('args.'.length).trim() : (argOfWrongTag(bare, declared) ?? []);
    }),
  );
  return name => used.has(name.trim()) || text.includes(`\${${name}}`);
}
