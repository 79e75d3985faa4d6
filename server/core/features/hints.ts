/** Inlay hints: what is in force but not written, and lengths in words. */
import { formatDuration, parseGoDuration } from '../kube/duration.ts';
import { DEFAULT_REPLICAS } from '../lifecycle/spec/experiment-spec.ts';
import { maps } from '../model/analysis.ts';
import { findEnds } from '../run/ends.ts';
import type { ArgoVersion } from '../schema/schema.ts';
import { overlaps, type Range } from '../text/range.ts';
import { isObjectDocument, isTemplated, type KubeDocument, type SourceFile } from '../workspace/file.ts';
import type { Placed, Workspace } from '../workspace/workspace.ts';
import { entryOf, itemsAt, scalarAt, valueAt, type YamlNode } from '../yaml/node.ts';

export interface Hint {
  /** Offset of the file behind which the hint stands. */
  readonly offset: number;
  readonly text: string;
  readonly tooltip: string;
}

/** Hints of the documents that touch `range` (offsets of the file). */
export function hints(file: SourceFile, range: Range, workspace: Workspace, argoVersion: ArgoVersion): readonly Hint[] {
  return file.documents.flatMap(document => {
    const span = { start: document.start, end: document.start + document.text.length };
    if (isTemplated(document) || !isObjectDocument(document) || !overlaps(span, range)) return [];
    const found = [...experimentHints(document), ...endHints({ file, document }, workspace, argoVersion)];
    return found.map(hint => ({ ...hint, offset: hint.offset + document.start }));
  });
}

function endHints(at: Placed, workspace: Workspace, argoVersion: ArgoVersion): readonly Hint[] {
  return findEnds(at, workspace, argoVersion).flatMap(({ anchor, text, markdown }): readonly Hint[] =>
    anchor && text !== '' ? [{ offset: anchor.range.end, text, tooltip: markdown }] : [],
  );
}

/** Offsets of the document. */
function experimentHints({ content: { identity, yaml } }: KubeDocument): readonly Hint[] {
  if (identity.kind !== 'Experiment') return [];
  const spec = valueAt(yaml.root, 'spec');
  const replicas = maps(itemsAt(spec, 'templates')).flatMap(({ node }): readonly Hint[] => {
    const name = scalarAt(node, 'name');
    if (!name || node.flow || entryOf(node, 'replicas')) return [];
    return [
      {
        offset: name.range.end,
        text: `replicas: ${DEFAULT_REPLICAS}`,
        tooltip: '`replicas` is left out: one pod runs.',
      },
    ];
  });
  return [...durationHint(spec), ...replicas];
}

/** A duration whose Go form is not how people say it: `90m`, `7200s`. */
function durationHint(spec: YamlNode | undefined): readonly Hint[] {
  const duration = scalarAt(spec, 'duration');
  const parsed = duration && parseGoDuration(duration.text);
  if (!duration || !parsed?.ok || parsed.ms <= 0) return [];
  const words = formatDuration(parsed.ms);
  const isSame = words.replaceAll(' ', '').replace('min', 'm') === duration.text;
  return isSame
    ? []
    : [{ offset: duration.range.end, text: words, tooltip: 'Counted from the moment all templates are available.' }];
}
