import { scalarAt } from '../../yaml/node.ts';
import { replaceWith } from '../engine/fix.ts';
import { providerRule } from '../engine/provider-rule.ts';

export const wavefrontAddressScheme = providerRule('wavefront', {
  id: 'wavefront-address-scheme',
  title: 'Wavefront address that no token can have',
  docs: 'The token is looked up in the Secret `wavefront-api-tokens` under the `address` itself, and the keys of a Secret hold neither `:` nor `/`. With `https://example.wavefront.com` no token is ever found, and every measurement is Error ("API token not found").',
  needs: 'value',
  *check({ provider }) {
    const address = scalarAt(provider, 'address');
    if (typeof address?.value !== 'string') return;
    const text = address.text.replaceAll(/\{\{[^{}]*\}\}/g, 'x');
    if (!/[:/]/.test(text) || text.includes('{{')) return;
    const host = /^(?:[a-z]+:\/\/)?((?:\{\{[^{}]*\}\}|[\w.-])+)\/?$/i.exec(address.text)?.[1];
    yield {
      range: address.range,
      message: `The token is looked up under this address, and the key of a Secret holds neither \`:\` nor \`/\`: every measurement is Error. Write the host only${host === undefined ? '' : `, \`${host}\``}.`,
      fixes: host === undefined || host.includes('{{') ? [] : replaceWith(host, address.range),
    };
  },
});
