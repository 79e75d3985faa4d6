import { lineBreakOf } from '../../text/indent.ts';
import { lineAt } from '../../text/line-map.ts';
import type { Range } from '../../text/range.ts';
import { isKubeDocument, type KubeDocument, type SourceFile } from '../../workspace/file.ts';
import type { Rule } from '../engine/rule.ts';

export const yamlSeparatorMissing: Rule = {
  id: 'yaml-separator-missing',
  title: 'No `---` between two objects',
  docs: 'Without a line `---` the fields of two objects are those of one: of each field that both have, kubectl takes the last. The objects are checked here as if the line were there.',
  severity: 'error',
  kinds: '*',
  // What is above or below belongs to another document.
  needs: 'workspace',
  judgesText: true,
  *check({ document, file }) {
    const separator = `---${lineBreakOf(document.text)}`;
    if (document.content.lacksSeparator) yield found(firstLine(document.text), 'above', 0, separator);
    const { length } = document.text;
    if (isAboveOther(document, file)) yield found(lastLine(document.text), 'below', length, separator);
  },
};

function found(range: Range, where: 'above' | 'below', at: number, newText: string) {
  return {
    range,
    message: `A line \`---\` is missing ${where} this line: kubectl takes two objects for one, and keeps the last of each field.`,
    fixes: [{ title: 'Insert `---`', edits: [{ range: { start: at, end: at }, newText }] }],
  };
}

/** The next object is none of ours, so that nothing is told in it. */
function isAboveOther(document: KubeDocument, { documents }: SourceFile): boolean {
  const next = documents.find(({ start }) => start > document.start);
  return next?.content.lacksSeparator === true && !isKubeDocument(next);
}

function firstLine(text: string): Range {
  return { start: 0, end: lineAt(text, 0).end };
}

function lastLine(text: string): Range {
  const end = text.trimEnd().length;
  return { start: lineAt(text, end).start, end };
}
