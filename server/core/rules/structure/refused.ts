/** What becomes of an object that does not fit its schema. A Rehearsal goes to no cluster: only the rehearsal reads it. */

import type { Severity } from '../../env.ts';
import { OWN_GROUP } from '../../kube/identify.ts';
import { isTemplated } from '../../workspace/file.ts';
import type { RuleContext } from '../engine/rule.ts';

type Judged = Pick<RuleContext, 'document'>;

export function refused(context: Judged): string {
  return isOurs(context) ? 'The rehearsal does without it.' : 'The API server refuses the object.';
}

/** Of a field that is not in the schema. */
export function dropped(context: Judged): string {
  if (isOurs(context)) return 'The rehearsal does without it.';
  // Helm and its like apply without strict validation.
  return isTemplated(context.document)
    ? 'The API server drops it silently, or refuses the object under server-side apply.'
    : 'kubectl refuses it, other tools drop it silently.';
}

function isOurs({ document }: Judged): boolean {
  return document.content.identity.group === OWN_GROUP;
}

/** Of a field that is not in the schema, where that is another one than the rule's own. */
export function severityOfDropped({ document }: Judged): { readonly severity?: Severity } {
  return isTemplated(document) ? { severity: 'warning' } : {};
}
