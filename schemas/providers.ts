/** The providers of metrics: those that the server knows, and those that the schema has, are the same. */
import type { ProviderKind } from '../server/core/lifecycle/spec/provider-kind.ts';
import type { Schema } from '../server/core/schema/schema.ts';
import type { Report } from './source.ts';

/** The definition that holds the fields of each; a plugin decides by itself what it has. */
const FIELDS = {
  prometheus: 'prometheus',
  web: 'web',
  datadog: 'datadog',
  newRelic: 'new-relic',
  wavefront: 'wavefront',
  graphite: 'graphite',
  influxdb: 'influxdb',
  cloudWatch: 'cloud-watch',
  skywalking: 'skywalking',
  job: 'job',
  kayenta: 'kayenta',
  plugin: undefined,
} satisfies Readonly<Record<ProviderKind, string | undefined>>;

/** `provider`: the schema whose properties are the providers. */
export function checkProviders(provider: Schema, report: Report): void {
  const properties = provider.properties ?? {};
  for (const [key, definition] of Object.entries(FIELDS)) {
    const field = properties[key];
    if (!field) report('properties', `lacks "${key}", a provider that the server knows.`);
    else if (field.ref !== definition)
      report(`properties.${key}`, `has its fields in "${definition}", and says "${field.ref}".`);
  }
  for (const key of Object.keys(properties)) {
    if (!Object.hasOwn(FIELDS, key)) report(`properties.${key}`, 'is unknown to the server: add it to `ProviderKind`.');
  }
}
