/** Addresses of the rules' documentation: the shipped page, at the rule's own line. */
import { readFileSync } from 'node:fs';

/** Answers nothing where the page is not there: the bundle may be used without its documents. */
export function readRulePages(page: URL): (rule: string) => string | undefined {
  let lines: ReadonlyMap<string, number> | undefined;
  return rule => {
    lines ??= readLines(page);
    const line = lines.get(rule);
    return line === undefined ? undefined : `${page.href}#L${line}`;
  };
}

function readLines(page: URL): ReadonlyMap<string, number> {
  let text: string;
  try {
    text = readFileSync(page, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error) return new Map();
    throw error;
  }
  const headings = text
    .split(/\r?\n/)
    .map((line, index) => [/^## ([\w-]+)$/.exec(line)?.[1] ?? '', index + 1] as const);
  return new Map(headings.filter(([rule]) => rule !== ''));
}
