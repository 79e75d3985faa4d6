/** What is not checked in a file, for those who have to be told. */
import { ARGO_GROUP } from '../kube/identify.ts';
import type { Tool } from '../templating/mark.ts';
import { isKubeDocument, isTemplated, type SourceFile } from '../workspace/file.ts';

/** The tool that makes objects of a document of ours: what it fills in is not known, so the document is checked in part. */
export function checkedInPart(file: SourceFile): Tool | undefined {
  // A document whose own kind is filled in is one of ours as far as its group says so.
  return file.documents.find(
    document => isTemplated(document) && (isKubeDocument(document) || document.text.includes(ARGO_GROUP)),
  )?.content.templating?.tool;
}
