/** Hover: when what stands there ends. */

import { findEnds } from '../run/ends.ts';
import type { ArgoVersion } from '../schema/schema.ts';
import { type Range, shiftRange, touches } from '../text/range.ts';
import { documentAt, isKubeDocument, isTemplated, type SourceFile } from '../workspace/file.ts';
import type { Workspace } from '../workspace/workspace.ts';

export interface EndHover {
  /** Offsets of the file. */
  readonly range: Range;
  readonly markdown: string;
}

/** What `found` says of the place, and when what stands there ends. Nothing is added where that is not known. */
export function hoverEnd<T extends EndHover>(
  file: SourceFile,
  offset: number,
  workspace: Workspace,
  argoVersion: ArgoVersion,
  found: T | undefined,
): T | EndHover | undefined {
  const document = documentAt(file, offset);
  if (!document || isTemplated(document) || !isKubeDocument(document)) return found;
  const here = offset - document.start;
  for (const { places, markdown } of findEnds({ file, document }, workspace, argoVersion, here)) {
    const place = places.find(range => touches(range, here));
    if (!place) continue;
    if (found) return { ...found, markdown: `${found.markdown}\n\n---\n\n${markdown}` };
    return { range: shiftRange(place, document.start), markdown };
  }
  return found;
}
