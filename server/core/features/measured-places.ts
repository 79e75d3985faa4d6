/** Where the analyses of an experiment, and the metrics that they measure, are written: for what came of them. */

import type { RehearsedDocument } from '../run/rehearsed-document.ts';
import { type Range, shiftRange } from '../text/range.ts';
import { resolveCalls } from '../workspace/resolved-call.ts';
import type { Workspace } from '../workspace/workspace.ts';

export interface MeasuredPlace {
  readonly analysis: string;
  /** Absent: it is the analysis itself. */
  readonly metric?: string;
  readonly uri: string;
  /** Of the name, offsets of the file. */
  readonly range: Range;
}

export function measuredPlaces({ at, step }: RehearsedDocument, workspace: Workspace): readonly MeasuredPlace[] {
  const own = resolveCalls(at, workspace).filter(({ call }) =>
    step === undefined ? call.place === 'experiment' : call.place === 'experiment-step' && call.step === step,
  );
  return own.flatMap(({ call, analysis }): readonly MeasuredPlace[] => {
    const { name } = call;
    if (!name) return [];
    const metrics = analysis.metrics.flatMap(({ what, at: { file, document } }): readonly MeasuredPlace[] =>
      what.name
        ? [
            {
              analysis: name.text,
              metric: what.name.text,
              uri: file.uri,
              range: shiftRange(what.name.range, document.start),
            },
          ]
        : [],
    );
    return [{ analysis: name.text, uri: at.file.uri, range: shiftRange(name.range, at.document.start) }, ...metrics];
  });
}
