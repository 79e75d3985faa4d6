import { safe } from '../engine/fix.ts';
import type { Rule } from '../engine/rule.ts';

export const yamlNoBreakSpace: Rule = {
  id: 'yaml-no-break-space',
  title: 'No-break spaces from a web page',
  docs: 'Text that is copied from a web page often has no-break spaces where it looks indented. YAML takes them for letters of the name behind them, so no field is one that anybody knows. The document is checked here as if they were blanks.',
  severity: 'error',
  kinds: '*',
  needs: 'value',
  judgesText: true,
  *check({ document }) {
    for (const { code, range, fix } of document.content.yaml.problems) {
      if (code !== 'NO_BREAK_SPACE' || !fix) continue;
      yield {
        range,
        message:
          'This is a no-break space, as web pages have them. YAML takes it for a letter. Use blanks in all of the document.',
        fixes: safe([{ title: 'Replace all no-break spaces by blanks', edits: fix }]),
      };
    }
  },
};
