/** Semantic tokens: the pieces of conditions, and placeholders wherever Argo fills them in. */
import { scanPlaceholders } from '../args/scan.ts';
import type { Settings } from '../env.ts';
import { type SemanticKind, semanticTokens } from '../expr/help/semantic-tokens.ts';
import { ANALYSIS_KINDS } from '../model/analysis.ts';
import { checkConditions, readConditions } from '../model/condition.ts';
import { type Range, shiftRange } from '../text/range.ts';
import { isKubeDocument, type KubeDocument, type SourceFile } from '../workspace/file.ts';
import { itemsAt, valueAt, type YamlNode, type YamlScalar } from '../yaml/node.ts';
import { mapScalar } from '../yaml/scalar-source.ts';
import { scalarsIn } from '../yaml/scalars.ts';

export interface ColouredRange {
  /** Offsets of the file; never over a line break. */
  readonly range: Range;
  readonly kind: SemanticKind;
}

/** In the order of the text, not overlapping. */
export function colours(file: SourceFile, settings: Settings): readonly ColouredRange[] {
  return file.documents.filter(isKubeDocument).flatMap(document => {
    const inConditions = conditionColours(document, settings);
    const others = placeholderColours(document).filter(
      each => !inConditions.some(({ range }) => overlap(range, each.range)),
    );
    return [...inConditions, ...others]
      .toSorted((a, b) => a.range.start - b.range.start)
      .flatMap(({ range, kind }) =>
        lines(document.text, range).map(line => ({ range: shiftRange(line, document.start), kind })),
      );
  });
}

function conditionColours({ content, text }: KubeDocument, { argoVersion }: Settings): readonly ColouredRange[] {
  const conditions = checkConditions(readConditions(content.yaml.root, text, argoVersion));
  return conditions.flatMap(({ source, checked }) =>
    source ? semanticTokens(checked.parsed).map(token => ({ range: source.toSource(token), kind: token.kind })) : [],
  );
}

function placeholderColours({ content, text }: KubeDocument): readonly ColouredRange[] {
  const { root } = content.yaml;
  const { kind } = content.identity;
  const places: readonly (YamlNode | undefined)[] = ANALYSIS_KINDS.includes(kind)
    ? [valueAt(root, 'spec', 'metrics')]
    : itemsAt(root, 'spec', 'analyses').map(analysis => valueAt(analysis, 'args'));
  return places.flatMap(node => [...scalarsIn(node)]).flatMap(scalar => tagsIn(scalar, text));
}

function tagsIn(scalar: YamlScalar, text: string): readonly ColouredRange[] {
  if (!scalar.text.includes('{{')) return [];
  const source = mapScalar(text, scalar);
  return source
    ? scanPlaceholders(scalar.text).map(({ range }) => ({ range: source.toSource(range), kind: 'placeholder' }))
    : [];
}

/** A token of the protocol stays on one line. */
function lines(text: string, { start, end }: Range): readonly Range[] {
  const parts: Range[] = [];
  for (const match of text.slice(start, end).matchAll(/[^\r\n]+/g)) {
    const blanks = parts.length > 0 ? match[0].length - match[0].trimStart().length : 0;
    parts.push({ start: start + match.index + blanks, end: start + match.index + match[0].length });
  }
  return parts.filter(part => part.end > part.start);
}

function overlap(a: Range, b: Range): boolean {
  return a.start < b.end && b.start < a.end;
}
