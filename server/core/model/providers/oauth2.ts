import { stringAt, type YamlNode } from '../../yaml/node.ts';

/** Without `tokenUrl` the block means nothing. */
export function refuseOAuth2(provider: YamlNode | undefined): string | undefined {
  const has = (field: string): boolean => (stringAt(provider, 'authentication', 'oauth2', field) ?? '') !== '';
  return has('tokenUrl') && !(has('clientId') && has('clientSecret'))
    ? 'missing mandatory parameter in metric for OAuth2 setup'
    : undefined;
}
