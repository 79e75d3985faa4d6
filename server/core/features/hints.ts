/** Inlay hints: what is in force but not written, and lengths in words. */
import { formatDuration, parseGoDuration } from '../kube/duration.ts';
import { DEFAULT_REPLICAS } from '../lifecycle/experiment-spec.ts';
import { maps } from '../model/analysis.ts';
import { readPace } from '../model/analysis-length.ts';
import { overlaps, type Range, shiftRange } from '../text/range.ts';
import { isKubeDocument, type KubeDocument, type SourceFile } from '../workspace/file.ts';
import { entryOf, itemsAt, scalarAt, valueAt, type YamlNode } from '../yaml/node.ts';

export interface Hint {
  /** Offset of the file behind which the hint stands. */
  readonly offset: number;
  readonly text: string;
  readonly tooltip: string;
}

/** Hints of the documents that touch `range` (offsets of the file). */
export function hints(file: SourceFile, range: Range): readonly Hint[] {
  if (file.templating) return [];
  return file.documents.flatMap(document => {
    const span = { start: document.start, end: document.start + document.text.length };
    return isKubeDocument(document) && overlaps(span, range) ? documentHints(document) : [];
  });
}

function documentHints({ content, start }: KubeDocument): readonly Hint[] {
  const { root } = content.yaml;
  const found = content.identity.kind === 'Experiment' ? experimentHints(valueAt(root, 'spec')) : metricHints(root);
  return found.map(hint => ({ ...hint, offset: shiftRange({ start: hint.offset, end: hint.offset }, start).start }));
}

function experimentHints(spec: YamlNode | undefined): readonly Hint[] {
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

function metricHints(root: YamlNode | undefined): readonly Hint[] {
  return maps(itemsAt(root, 'spec', 'metrics')).flatMap(({ node }): readonly Hint[] => {
    const interval = scalarAt(node, 'interval');
    const count = scalarAt(node, 'count');
    const anchor = count ?? interval;
    if (!anchor || node.flow) return [];
    const pace = readPace(node);
    if (!pace) return [];
    const at = anchor.range.end;
    if (pace.count === 'endless') {
      return [{ offset: at, text: 'measures until it is stopped', tooltip: 'There is an `interval` and no `count`.' }];
    }
    const length = pace.initialDelay + Math.max(0, pace.count - 1) * pace.interval;
    if (length === 0) return [];
    return [
      {
        offset: at,
        text: `ends after ${formatDuration(length)}`,
        tooltip: 'The delay and the intervals between measurements; what the measurements take comes on top.',
      },
    ];
  });
}
