/** The ids of the rules in the manifest, for the setting of severities. */
import path from 'node:path';
import { RULES, UNUSED_IGNORE } from '../../server/core/index.ts';

export const MANIFEST = path.join(import.meta.dirname, '../../package.json');

/** The manifest, in which the setting of severities knows the ids of all rules. */
export function withRuleIds(manifest: string): string {
  const ids = [...RULES.map(({ id }) => id), UNUSED_IGNORE].toSorted();
  const names = `"propertyNames": {\n            "enum": [\n${ids.map(id => `              "${id}"`).join(',\n')}\n            ]\n          },`;
  const head = '"argoExperiments.severity": {\n          "type": "object",';
  const [before = '', behind = ''] = manifest.split(head);
  return `${before}${head}\n          ${names}${behind.replace(/^\s*"propertyNames": \{[^}]*\},/, '')}`;
}
