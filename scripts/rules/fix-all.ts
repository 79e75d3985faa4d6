/** A text after the first fix of every finding of a rule, one after another, as a person asks for them. */

import { expandSnippet } from '../../server/core/index.ts';
import { applyEdits } from './apply-edits.ts';
import { openSituation, type Situation } from './fixtures.ts';

const MOST_FIXES = 50;

/** Undefined: no finding has a fix. */
export function fixAll(situation: Situation, rule: string): string | undefined {
  let { text } = situation;
  for (let count = 0; count < MOST_FIXES; count++) {
    const problems = openSituation({ ...situation, text }).diagnose(situation.uri, situation.settings);
    const [fix] = problems.find(problem => problem.rule === rule && problem.fixes.length > 0)?.fixes ?? [];
    if (!fix) return count === 0 ? undefined : text;
    const edits = fix.snippet ? fix.edits.map(edit => ({ ...edit, newText: expandSnippet(edit.newText) })) : fix.edits;
    text = applyEdits(text, edits);
  }
  throw new Error(`the fixes of ${rule} do not come to an end:\n${text}`);
}
