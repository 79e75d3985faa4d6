import { refuseSubdomain } from '../../kube/name.ts';
import type { Rule } from '../engine/rule.ts';

export const objectNameInvalid: Rule = {
  id: 'object-name-invalid',
  title: 'Name that Kubernetes refuses',
  docs: 'The name of an object is a DNS-1123 subdomain: lower case letters, digits, `-` and `.`, at most 253 characters. The API server refuses any other.',
  severity: 'error',
  kinds: '*',
  needs: 'value',
  stops: true,
  *check({ document, schema }) {
    const { nameNode } = document.content.identity;
    if (!schema || !nameNode || nameNode.text.includes('{{')) return;
    const refusal = refuseSubdomain(nameNode.text);
    if (refusal === undefined) return;
    const name = suggest(nameNode.text);
    const fits = name !== '' && refuseSubdomain(name) === undefined;
    yield {
      range: nameNode.range,
      message: `${refusal.replace(/^"(.*?)"/, '`$1`')}. The API server refuses the object.${fits ? ` Write \`${name}\`.` : ' Choose another name.'}`,
      fixes: fits ? [{ title: `Rename to \`${name}\``, edits: [{ range: nameNode.range, newText: name }] }] : [],
    };
  },
};

/** Lower case, with a dash for whatever is not allowed. */
function suggest(name: string): string {
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
  return words
    .replace(/[^a-z0-9.-]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
    .slice(0, 253);
}
