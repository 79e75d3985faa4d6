import type { Rule } from '../engine/rule.ts';

export const yamlTextDropped: Rule = {
  id: 'yaml-text-dropped',
  title: 'Text that kubectl silently drops',
  docs: 'kubectl reads one value of a document and stops behind it: behind the bracket that closes the first, or above a line that stands further left than the first one. It says nothing about the rest.',
  severity: 'error',
  kinds: '*',
  needs: 'value',
  judgesText: true,
  *check({ document }) {
    for (const { code, range, fix } of document.content.yaml.problems) {
      if (code !== 'TEXT_DROPPED') continue;
      yield {
        range,
        message:
          'The value of the document is over here: kubectl silently drops this line and all behind it. Align it with what is above.',
        fixes: fix ? [{ title: 'Align the lines above', edits: fix }] : [],
      };
    }
  },
};
