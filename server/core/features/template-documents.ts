/** The analysis templates of a file: what can be run once, by itself. */
import { TEMPLATE_KINDS } from '../model/analysis.ts';
import { type Range, shiftRange } from '../text/range.ts';
import { isKubeDocument, isTemplated, type SourceFile } from '../workspace/file.ts';

export interface TemplateDocument {
  /** Position in the file. */
  readonly document: number;
  readonly name: string;
  readonly clusterScope: boolean;
  readonly namespace?: string;
  /** Offsets of the file. */
  readonly range: Range;
  readonly nameRange: Range;
}

/** Those that have a name: a run is named after its template. */
export function templateDocuments(file: SourceFile): readonly TemplateDocument[] {
  return file.documents.flatMap((document, index): readonly TemplateDocument[] => {
    if (isTemplated(document) || !isKubeDocument(document) || document.content.patch) return [];
    const { identity, yaml } = document.content;
    const { kind, name, namespace, nameNode } = identity;
    if (!TEMPLATE_KINDS.includes(kind) || name === undefined || nameNode === undefined || !yaml.root) return [];
    return [
      {
        document: index,
        name,
        clusterScope: kind === 'ClusterAnalysisTemplate',
        ...(namespace === undefined ? {} : { namespace }),
        range: shiftRange(yaml.root.range, document.start),
        nameRange: shiftRange(nameNode.range, document.start),
      },
    ];
  });
}
