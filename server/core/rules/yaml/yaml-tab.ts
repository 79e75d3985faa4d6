import type { Rule } from '../engine/rule.ts';

export const yamlTab: Rule = {
  id: 'yaml-tab',
  title: 'Tab in indentation',
  docs: 'YAML forbids tabs in indentation, because readers disagree on how wide they are. kubectl cannot read the document.',
  severity: 'error',
  kinds: '*',
  needs: 'value',
  stops: true,
  judgesText: true,
  *check({ document }) {
    for (const { code, range, fix } of document.content.yaml.problems) {
      if (code !== 'TAB_AS_INDENT') continue;
      yield {
        range,
        message: 'A tab in indentation is not YAML. kubectl cannot read the document. Use spaces.',
        fixes: fix ? [{ title: 'Replace tabs by spaces', edits: fix }] : [],
      };
    }
  },
};
