/** What the rules call an error in the files of a rehearsal: what stops it, and what it would go wrong by although nothing is played of it. */
import type { Settings } from '../env.ts';
import type { TimelineNote, Verdict } from '../lifecycle/spec/timeline.ts';
import type { RuleFinding, RuleRunner } from '../rules/engine/run.ts';
import { isSilenced, readDirectives } from '../rules/engine/suppress.ts';
import type { JudgedCall } from '../run/judge.ts';
import { type Range, shiftRange } from '../text/range.ts';
import { isOnCluster } from '../workspace/cluster.ts';
import type { Placed } from '../workspace/workspace.ts';

/** Who knows the errors of a document. */
export interface Linter {
  readonly rules: RuleRunner;
  readonly settings: Settings;
}

export interface RehearsedErrors {
  /** Why nothing of it is ever played. */
  readonly refusal?: string;
  /** Of all that does not stop it. */
  readonly notes: readonly TimelineNote[];
}

/** `calls`: the analyses that are rehearsed. `leftOut`: parts of the document that are not, offsets of it. */
export function findErrors(
  at: Placed,
  calls: readonly JudgedCall[],
  { rules, settings }: Linter,
  leftOut: readonly Range[] = [],
): RehearsedErrors {
  const isLeftOut = ({ range }: RuleFinding): boolean =>
    leftOut.some(({ start, end }) => start <= range.start && range.end <= end);
  const own = errorsIn(at, rules, settings).filter(finding => !isLeftOut(finding));
  const documents = new Map(
    calls.flatMap(({ analysis }) => analysis.templates.map(each => [each.at.document, each.at])),
  );
  documents.delete(at.document);
  const templates = [...documents.values()].flatMap(each => {
    const { kind, name = '' } = each.document.content.identity;
    return errorsIn(each, rules, settings).map(finding => ({
      ...finding,
      message: `${kind} ${name}: ${finding.message}`,
    }));
  });
  const all = [...own, ...templates];
  const stop = all.find(({ rule }) => rule.stops);
  return {
    ...(stop ? { refusal: stop.message } : {}),
    notes: all.map(({ message }): TimelineNote => ({ kind: 'error', text: message })),
  };
}

/** Of a rehearsal that ends well in spite of them. */
export function notesOfErrors({ notes }: RehearsedErrors, verdict: Verdict): readonly TimelineNote[] {
  return verdict.kind === 'finished' && verdict.phase === 'Successful' ? notes : [];
}

/** But for those that a comment silences. What is on a cluster has been taken there. */
function errorsIn({ file, document }: Placed, rules: RuleRunner, settings: Settings): readonly RuleFinding[] {
  if (isOnCluster(file)) return [];
  const directives = readDirectives(file.text);
  return rules.run(file, document, settings).filter(({ severity, rule, range }) => {
    const place = shiftRange(range, document.start);
    return severity === 'error' && !directives.some(each => isSilenced(rule.id, place, each));
  });
}
