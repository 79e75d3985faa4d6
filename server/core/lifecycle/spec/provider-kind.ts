/**
 * The key of `provider`. A plugin is `plugin`, whatever it is called. A new one is added here: the compiler then names the tables
 * that have to know it.
 */
export type ProviderKind =
  | 'prometheus'
  | 'web'
  | 'datadog'
  | 'newRelic'
  | 'wavefront'
  | 'graphite'
  | 'influxdb'
  | 'cloudWatch'
  | 'skywalking'
  | 'job'
  | 'kayenta'
  | 'plugin';
