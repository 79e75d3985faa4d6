import { readAnalysis } from '../../model/analysis.ts';
import { entryOf, scalarAt, valueAt, type YamlMap } from '../../yaml/node.ts';
import { addField, giveText, removeField } from '../engine/fix.ts';
import { providerRule } from '../engine/provider-rule.ts';
import type { Fix, RuleContext } from '../engine/rule.ts';

/** What is no secret. */
const SAMPLES: Readonly<Record<string, string>> = {
  tokenUrl: 'https://login.example.com/token',
  clientId: 'argo-rollouts',
  username: 'argo-rollouts',
};

/** A secret comes from an arg, which takes it from a Secret: the only one there is, or one whose absence is told next. */
function give(context: RuleContext, map: YamlMap, field: string): readonly Fix[] {
  const sample = SAMPLES[field];
  if (sample !== undefined) return giveText(context, [], map, field, sample);
  const secrets = readAnalysis(context.root).args.filter(({ valueFrom }) => valueAt(valueFrom, 'secretKeyRef'));
  const [known, ...others] = secrets.flatMap(({ name }) => name?.text ?? []);
  const unknown = field === 'password' ? 'password' : 'client-secret';
  const arg = `{{args.${others.length === 0 ? (known ?? unknown) : unknown}}}`;
  return addField(context, [], map, `${field}: ${map.flow ? arg : `"${arg}"`}`);
}

export const oauth2Incomplete = providerRule(['prometheus', 'web'], {
  id: 'oauth2-incomplete',
  title: 'OAuth 2 is incomplete',
  docs: 'OAuth 2 needs `tokenUrl`, `clientId` and `clientSecret`. With a `tokenUrl` and without one of the others every measurement is Error. Without `tokenUrl` the whole block is ignored without a word, and requests carry no token.',
  *check({ provider }, context) {
    const entry = entryOf(valueAt(provider, 'authentication'), 'oauth2');
    const oauth2 = valueAt(provider, 'authentication', 'oauth2');
    if (!entry || oauth2?.kind !== 'map') return;
    const missing = ['tokenUrl', 'clientId', 'clientSecret'].filter(field => isMissing(oauth2, field));
    if (missing.length === 0) return;
    const names = missing.map(name => `\`${name}\``).join(' and ');
    const effect = missing.includes('tokenUrl')
      ? 'without `tokenUrl` the block is ignored without a word, and requests carry no token'
      : 'every measurement is Error';
    yield {
      range: entry.key.range,
      message: `OAuth 2 lacks ${names}: ${effect}. Write \`tokenUrl\`, \`clientId\` and \`clientSecret\`.`,
      fixes: missing.slice(0, 1).flatMap(field => give(context, oauth2, field)),
    };
  },
});

export const prometheusBasicAuthIncomplete = providerRule('prometheus', {
  id: 'prometheus-basicauth-incomplete',
  title: 'User name without password, or the other way round',
  docs: '`basicAuth` needs both `username` and `password`; with one of them every measurement is Error. Releases up to 1.10 do not know the field at all.',
  *check({ provider }, context) {
    // Older releases do not know the field, and that is told by the schema.
    if (context.settings.argoVersion !== 'next') return;
    const entry = entryOf(valueAt(provider, 'authentication'), 'basicAuth');
    const basic = valueAt(provider, 'authentication', 'basicAuth');
    if (!entry || basic?.kind !== 'map') return;
    const [missing, ...others] = ['username', 'password'].filter(field => isMissing(basic, field));
    if (missing === undefined || others.length > 0) return;
    yield {
      range: entry.key.range,
      message: `\`basicAuth\` lacks \`${missing}\`: every measurement is Error. Write both \`username\` and \`password\`.`,
      fixes: give(context, basic, missing),
    };
  },
});

export const prometheusSigv4Ignored = providerRule('prometheus', {
  id: 'prometheus-sigv4-ignored',
  title: 'Requests are not signed',
  docs: '`sigv4` is used only when the `address` contains `aps-workspaces`, as that of an Amazon workspace does. With any other address it is ignored without a word, and requests go out unsigned.',
  severity: 'warning',
  isPartial: true,
  *check({ provider }, context) {
    const authentication = valueAt(provider, 'authentication');
    const entry = entryOf(authentication, 'sigv4');
    const sigv4 = valueAt(authentication, 'sigv4');
    const address = scalarAt(provider, 'address');
    if (!entry || sigv4?.kind !== 'map' || sigv4.entries.length === 0 || authentication?.kind !== 'map') return;
    if (typeof address?.value !== 'string' || address.text.includes('{{') || address.text.includes('aps-workspaces'))
      return;
    yield {
      range: entry.key.range,
      message:
        '`sigv4` is ignored: the address does not contain `aps-workspaces`, so requests go out unsigned. Correct the address, or remove `sigv4`.',
      related: [{ range: address.range, message: 'the address' }],
      fixes: removeBlock(context, provider, authentication, 'sigv4'),
    };
  },
});

export const webAuthIgnored = providerRule('web', {
  id: 'web-auth-ignored',
  title: 'Web requests are not signed',
  docs: 'The web provider reads `authentication.oauth2` only. `sigv4` and `basicAuth` are ignored without a word, and requests go out without credentials.',
  severity: 'warning',
  isPartial: true,
  *check({ provider }, context) {
    const authentication = valueAt(provider, 'authentication');
    if (authentication?.kind !== 'map') return;
    // Older releases do not know basicAuth, and that is told by the schema.
    const fields = context.settings.argoVersion === 'next' ? ['sigv4', 'basicAuth'] : ['sigv4'];
    for (const field of fields) {
      const entry = entryOf(authentication, field);
      const block = valueAt(authentication, field);
      if (!entry || block?.kind !== 'map' || block.entries.length === 0) continue;
      yield {
        range: entry.key.range,
        message: `The web provider ignores \`${field}\`: requests go out without credentials. Use \`oauth2\`, or a header.`,
        fixes: removeBlock(context, provider, authentication, field),
      };
    }
  },
});

/** With `authentication` around it when nothing else stands there. */
function removeBlock(context: RuleContext, provider: YamlMap, authentication: YamlMap, field: string): readonly Fix[] {
  const fixes = removeField(context, authentication, field);
  if (authentication.entries.length > 1) return fixes;
  const whole = removeField(context, provider, 'authentication');
  return whole.length > 0 ? whole : fixes;
}

function isMissing(map: YamlMap, field: string): boolean {
  const value = valueAt(map, field);
  return !value || (value.kind === 'scalar' && (value.value === null || value.text === ''));
}
