/** What is wrong in a file, and what mends it. Verbs on a file that is not known answer nothing. */
import { DEFAULT_SETTINGS, type Settings } from '../env.ts';
import { checkedInPart } from '../features/checked-in-part.ts';
import { diagnose, type FixesAt, fixEverywhere, fixes, type Problem } from '../features/diagnose.ts';
import type { FixedFile } from '../rules/engine/fix-all.ts';
import type { Tool } from '../templating/mark.ts';
import type { Range } from '../text/range.ts';
import type { Parts } from './parts.ts';

export interface Judging {
  diagnose(uri: string, settings?: Settings): readonly Problem[];
  /** The tool whose templates the file holds, so that it is checked in part only; undefined: it is checked as a whole. */
  checkedInPart(uri: string): Tool | undefined;
  fixes(uri: string, range: Range, settings?: Settings): FixesAt;
  /**
   * Mends all problems of one rule, or without `rule` all that may be mended unasked, again and again until nothing is
   * left. The service still knows the file as it was told.
   */
  fixAll(uri: string, rule?: string, settings?: Settings): FixedFile | undefined;
}

export function createJudging({ store, rules, withFile }: Parts): Judging {
  return {
    diagnose: (uri, settings = DEFAULT_SETTINGS) => withFile(uri, file => diagnose(file, settings, rules)) ?? [],
    checkedInPart: uri => withFile(uri, checkedInPart),
    fixes: (uri, range, settings = DEFAULT_SETTINGS) =>
      withFile(uri, file => fixes(file, settings, rules, range)) ?? { problems: [], fixes: [], repeated: [] },
    fixAll: (uri, rule, settings = DEFAULT_SETTINGS) =>
      withFile(uri, file => fixEverywhere(file, settings, rules, store, rule)),
  };
}
