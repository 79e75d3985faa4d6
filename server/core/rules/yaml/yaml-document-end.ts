import { lineAt } from '../../text/line-map.ts';
import type { Rule } from '../engine/rule.ts';

export const yamlDocumentEnd: Rule = {
  id: 'yaml-document-end',
  title: '`...` stands for left-out text',
  docs: 'In YAML a line `...` ends the document: kubectl silently drops what follows it, unless a `---` comes next. Indented, it is a syntax error. Documentation uses it as an ellipsis; the text around it is checked here as if the line were not there.',
  severity: 'warning',
  kinds: '*',
  needs: 'document',
  judgesText: true,
  *check({ document }) {
    for (const range of document.content.yaml.ellipses) {
      const line = lineAt(document.text, range.start);
      const next = Math.min(document.text.length, line.end + (document.text.startsWith('\r\n', line.end) ? 2 : 1));
      const isIndented = range.start > line.start;
      yield {
        range,
        message: isIndented
          ? 'An indented `...` is not YAML: kubectl cannot read the document. Write what it stands for, or remove the line.'
          : '`...` ends the YAML document here: kubectl drops what follows without a word. Write what it stands for, or remove the line.',
        ...(isIndented ? { severity: 'error' } : {}),
        fixes: [{ title: 'Remove the line', edits: [{ range: { start: line.start, end: next }, newText: '' }] }],
      };
    }
  },
};
