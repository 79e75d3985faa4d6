import { literal } from '../../model/experiment-body.ts';
import { scalarAt } from '../../yaml/node.ts';
import { giveText, replaceWith } from '../engine/fix.ts';
import { providerRule } from '../engine/provider-rule.ts';

export const prometheusAddressMissing = providerRule('prometheus', {
  id: 'prometheus-address-missing',
  title: 'No address of Prometheus',
  docs: 'Without `address` the controller takes its own setting `ARGO_ROLLOUTS_PROMETHEUS_ADDRESS`. When that is not set either, every measurement is Error ("prometheus address is not configured").',
  severity: 'info',
  *check({ metric, path, provider }, context) {
    const address = scalarAt(provider, 'address');
    if (address && address.text !== '') return;
    yield {
      range: address?.range ?? metric.providers[0]?.key.range ?? provider.range,
      message:
        'No `address` is given: unless the controller has one of its own (`ARGO_ROLLOUTS_PROMETHEUS_ADDRESS`), every measurement is Error. Write the URL of Prometheus.',
      fixes: giveText(context, path, provider, 'address', 'http://prometheus.monitoring:9090'),
    };
  },
});

export const prometheusAddressNotUrl = providerRule('prometheus', {
  id: 'prometheus-address-not-url',
  title: 'Address of Prometheus is no URL',
  docs: 'The `address` must be a URL with scheme and host, such as `http://prometheus.monitoring:9090`. Otherwise every measurement is Error ("prometheus address is not is url format").',
  needs: 'value',
  *check({ provider }) {
    const address = scalarAt(provider, 'address');
    if (typeof address?.value !== 'string' || address.text === '') return;
    // A placeholder may hold the scheme; in the host it is as good as a name.
    const text = address.text.replaceAll(/\{\{[^{}]*\}\}/g, 'x');
    if (/^\s*\{\{/.test(address.text) || text.includes('{{')) return;
    // A URL without host has a rule of its own.
    if (/^[a-z][a-z0-9+.-]*:\/\/[^/?#\s]/i.test(text) || /^https?:\/\//i.test(text)) return;
    const isHost = /^[\w.-]+(:\d+)?(\/\S*)?$/.test(text);
    const advice = isHost && literal(address) !== undefined ? `http://${address.text}` : undefined;
    yield {
      range: address.range,
      message: `This is no URL with scheme and host: every measurement is Error. Write \`${advice ?? 'http://prometheus.monitoring:9090'}\`${advice ? '' : ', for example'}.`,
      fixes: advice === undefined ? [] : replaceWith(quoteLike(address.style, advice), address.range),
    };
  },
});

function quoteLike(style: string, text: string): string {
  if (style === 'double') return JSON.stringify(text);
  return style === 'single' ? `'${text}'` : text;
}
