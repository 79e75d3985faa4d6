import type { Rule } from '../engine/rule.ts';
import {
  oauth2Incomplete,
  prometheusBasicAuthIncomplete,
  prometheusSigv4Ignored,
  webAuthIgnored,
} from './authentication.ts';
import { datadogGrouped, datadogQueries, datadogSecretNameMissing } from './datadog.ts';
import { graphiteTargetMissing, graphiteWhitespace } from './graphite.ts';
import { jobBackoffDefault, jobNoDeadline, jobRestartOnFailure, jobTtlShort } from './job-limits.ts';
import { jobMetricNameInvalid, jobMetricNamesSharePrefix } from './job-name.ts';
import { jobPodInvalid, jobRestartPolicy } from './job-pod.ts';
import { jobTrimKillsSiblings } from './job-trim-kills-siblings.ts';
import { kayentaIntervalMissing, kayentaLookbackCrash, kayentaScopeWindow } from './kayenta.ts';
import { pluginNotConfigured } from './plugin-not-configured.ts';
import { prometheusAddressMissing, prometheusAddressNotUrl } from './prometheus-address.ts';
import { prometheusQueryMissing } from './prometheus-query-missing.ts';
import { prometheusRangeInvalid } from './prometheus-range-invalid.ts';
import { promqlInstantRange, promqlRangeMissing, promqlSyntax } from './promql.ts';
import { providerDurations } from './provider-duration.ts';
import { timeouts } from './timeouts.ts';
import { urlHostEmpty } from './url-host-empty.ts';
import { wavefrontAddressScheme } from './wavefront-address-scheme.ts';
import { webBodyWithGet, webJsonPathInvalid, webMethodOdd, webTextCompared, webTwoBodies } from './web.ts';

/** Providers: what each needs, and what it does with what it gets (2.6, 3.6). */
export const PROVIDER_RULES: readonly Rule[] = [
  urlHostEmpty,
  prometheusAddressMissing,
  prometheusAddressNotUrl,
  prometheusQueryMissing,
  promqlSyntax,
  promqlRangeMissing,
  promqlInstantRange,
  prometheusRangeInvalid,
  ...timeouts,
  oauth2Incomplete,
  prometheusBasicAuthIncomplete,
  prometheusSigv4Ignored,
  webAuthIgnored,
  webTwoBodies,
  webBodyWithGet,
  webMethodOdd,
  webJsonPathInvalid,
  webTextCompared,
  ...datadogQueries,
  datadogSecretNameMissing,
  datadogGrouped,
  ...providerDurations,
  kayentaScopeWindow,
  kayentaIntervalMissing,
  kayentaLookbackCrash,
  graphiteTargetMissing,
  graphiteWhitespace,
  wavefrontAddressScheme,
  jobRestartPolicy,
  jobPodInvalid,
  jobMetricNameInvalid,
  jobMetricNamesSharePrefix,
  jobNoDeadline,
  jobTtlShort,
  jobBackoffDefault,
  jobRestartOnFailure,
  jobTrimKillsSiblings,
  pluginNotConfigured,
];
