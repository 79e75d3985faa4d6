import { isBehindPlaceholder } from '../../args/unquoted.ts';
import { lineAt } from '../../text/line-map.ts';
import type { YamlProblem } from '../../yaml/node.ts';
import type { Fix, Rule } from '../engine/rule.ts';

/** Sentence per code of `core/yaml`. What is not listed is said in general words. */
const MESSAGES: Readonly<Record<string, string>> = {
  HALF_TYPED:
    'This line is no field: a name needs a colon behind it. kubectl cannot read the document. Write `name: value`.',
  TOO_DEEP_INDENT:
    'This line is indented deeper than the value above it allows. kubectl cannot read the document. Align it with its neighbours.',
  COLON_IN_VALUE: 'A plain value cannot contain `: `. kubectl cannot read the document. Put the value in quotes.',
  BAD_SCALAR_START:
    'A plain value cannot start with this character. kubectl cannot read the document. Put the value in quotes.',
  BAD_DQ_ESCAPE:
    'Double quotes do not know this escape. kubectl cannot read the document. Write `\\\\` for a backslash, or use single quotes.',
  OPEN_QUOTE: 'This quote is not closed. kubectl cannot read the document. Close it at the end of the value.',
  UNEXPECTED_TOKEN:
    'This cannot stand here: the value before it is over, or none can begin so. kubectl cannot read the document. Remove it, or put the whole value in quotes.',
  MISSING_CHAR: 'A quote or bracket that was opened before is not closed. kubectl cannot read the document. Close it.',
  BAD_INDENT:
    'The indentation does not fit: a bracket is not closed, or this line stands further left than what it belongs to. kubectl cannot read the document.',
  BAD_ALIAS:
    'An alias cannot stand here or has no name. kubectl cannot read the document. Write `*name` with the name of an anchor.',
  UNKNOWN_ALIAS:
    'No anchor of this name stands before it in the document. kubectl cannot read the document. Define it with `&name` first.',
  TOO_DEEP: 'This is nested deeper than 200 levels, which no Argo resource needs. It was not read any further.',
  TOO_LARGE:
    'This document is larger than a cluster can store (about 1.5 MB). The API server refuses it. It was not checked any further.',
  BAD_DIRECTIVE: 'This directive is not known to YAML. Remove the line.',
  MULTIPLE_ANCHORS: 'A value can have one anchor only. kubectl cannot read the document. Keep one `&name`.',
  MULTIPLE_TAGS: 'A value can have one tag only. kubectl cannot read the document. Keep one.',
};
const GENERAL = 'This is not YAML. kubectl cannot read the document, and nothing behind it in the file is applied.';

const TO_QUOTE = ['COLON_IN_VALUE', 'BAD_SCALAR_START'];

export const yamlSyntax: Rule = {
  id: 'yaml-syntax',
  title: 'Not YAML',
  docs: 'kubectl applies the documents before the one that does not parse, and neither it nor those behind it. The rest of the document is still checked here as far as it can be read.',
  severity: 'error',
  kinds: '*',
  needs: 'document',
  stops: true,
  *check({ document }) {
    for (const problem of document.content.yaml.problems) {
      // A placeholder without quotes has a rule of its own.
      const isTold = isBehindPlaceholder(document.text, problem.range);
      if (problem.code !== 'TAB_AS_INDENT' && !isTold)
        yield {
          range: rangeOf(problem, document.text),
          message: MESSAGES[problem.code] ?? GENERAL,
          fixes: TO_QUOTE.includes(problem.code) ? quote(document.text, problem.range.start) : [],
        };
    }
  },
};

/** An empty range is widened to one character, so that it can be seen. */
function rangeOf({ range }: YamlProblem, text: string): YamlProblem['range'] {
  if (range.end > range.start) return range;
  return range.start < text.length
    ? { start: range.start, end: range.start + 1 }
    : { start: Math.max(0, text.length - 1), end: text.length };
}

/** The value of the line, where nothing but a field stands on it. */
function quote(text: string, offset: number): readonly Fix[] {
  const line = lineAt(text, offset);
  const [, before = '', value = ''] =
    /^(\s*(?:- +)*[\w./-]+: +)([^\s"'#&*!|>[\]{}].*?)(?:\s+#.*|\s*)$/.exec(text.slice(line.start, line.end)) ?? [];
  const mark = /["\\]/.test(value) ? "'" : '"';
  const start = line.start + before.length;
  if (value === '' || offset < start || offset > start + value.length || value.includes("'")) return [];
  const range = { start, end: start + value.length };
  return [{ title: 'Put the value in quotes', edits: [{ range, newText: mark + value + mark }] }];
}
