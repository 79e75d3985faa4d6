/** What becomes of an object that does not fit its schema. A Rehearsal goes to no cluster: only the rehearsal reads it. */
import { OWN_GROUP } from '../../kube/identify.ts';
import type { RuleContext } from '../engine/rule.ts';

type Judged = Pick<RuleContext, 'document'>;

export function refused(context: Judged): string {
  return isOurs(context) ? 'The rehearsal does without it.' : 'The API server refuses the object.';
}

/** Of a field that is not in the schema. */
export function dropped(context: Judged): string {
  return isOurs(context) ? 'The rehearsal does without it.' : 'kubectl refuses it, other tools drop it without a word.';
}

function isOurs({ document }: Judged): boolean {
  return document.content.identity.group === OWN_GROUP;
}
