/** Addresses of the rules' documentation: a shipped page for each. */
import { readdirSync } from 'node:fs';

/** `folder` ends in `/`. Answers nothing where the pages are not there: the bundle may be used without its documents. */
export function findRulePages(folder: URL): (rule: string) => string | undefined {
  let pages: ReadonlySet<string> | undefined;
  return rule => {
    pages ??= listPages(folder);
    return pages.has(`${rule}.md`) ? new URL(`${rule}.md`, folder).href : undefined;
  };
}

function listPages(folder: URL): ReadonlySet<string> {
  try {
    return new Set(readdirSync(folder));
  } catch (error) {
    if (error instanceof Error && 'code' in error) return new Set();
    throw error;
  }
}
