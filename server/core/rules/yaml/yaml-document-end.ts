import { lineAt } from '../../text/line-map.ts';
import type { Rule } from '../rule.ts';

export const yamlDocumentEnd: Rule = {
  id: 'yaml-document-end',
  title: '`...` stands for left-out text',
  docs: 'In YAML a line `...` ends the document: kubectl silently drops what follows it, unless a `---` comes next. Indented, it is a syntax error. Documentation uses it as an ellipsis; the text around it is checked here as if the line were not there.',
  severity: 'warning',
  kinds: '*',
  needs: 'document',
  *check({ document }) {
    for (const range of document.content.yaml.ellipses) {
      const line = lineAt(document.text, range.start);
      const next = Math.min(document.text.length, line.end + (document.text.startsWith('\r\n', line.end) ? 2 : 1));
      yield {
        range,
        message:
          '`...` ends the YAML document here: kubectl drops what follows without a word. Write what it stands for, or remove the line.',
        fixes: [{ title: 'Remove the line', edits: [{ range: { start: line.start, end: next }, newText: '' }] }],
      };
    }
  },
};
