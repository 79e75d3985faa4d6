import { isBehindPlaceholder } from '../../args/unquoted.ts';
import type { YamlProblem } from '../../yaml/node.ts';
import type { Rule } from '../engine/rule.ts';
import { SYNTAX_MESSAGES, type SyntaxMessage } from './syntax-messages.ts';

export const yamlSyntax: Rule = {
  id: 'yaml-syntax',
  title: 'Not YAML',
  docs: 'kubectl applies the documents before the one that does not parse, and neither it nor those behind it. The rest of the document is still checked here as far as it can be read.',
  severity: 'error',
  kinds: '*',
  needs: 'document',
  stops: true,
  judgesText: true,
  *check({ document }) {
    for (const problem of document.content.yaml.problems) {
      const told = messageOf(problem);
      // A placeholder without quotes has a rule of its own.
      if (!told || isBehindPlaceholder(document.text, problem.range)) continue;
      const { fix } = problem;
      yield {
        range: rangeOf(problem, document.text),
        message: told.message,
        fixes: fix && told.fix !== undefined ? [{ title: told.fix, edits: fix }] : [],
      };
    }
  },
};

/** Undefined: another rule tells it. */
function messageOf({ code }: YamlProblem): SyntaxMessage | undefined {
  const messages: Readonly<Partial<Record<YamlProblem['code'], SyntaxMessage>>> = SYNTAX_MESSAGES;
  return messages[code];
}

/** An empty range is widened to one character, so that it can be seen. */
function rangeOf({ range }: YamlProblem, text: string): YamlProblem['range'] {
  if (range.end > range.start) return range;
  return range.start < text.length
    ? { start: range.start, end: range.start + 1 }
    : { start: Math.max(0, text.length - 1), end: text.length };
}
