/** Whether a document says all that there is to say of it. */
import { isAllRead } from '../yaml/node.ts';
import { isTemplated } from './file.ts';
import { isPatch } from './file-role.ts';
import type { Placed } from './workspace.ts';

/** All of the document can be read, and it is what a cluster gets: what is not in it is not there. */
export function isWhole({ file, document }: Placed): boolean {
  return !isTemplated(document) && isAllRead(document.content.yaml) && !isPatch(file.uri);
}
