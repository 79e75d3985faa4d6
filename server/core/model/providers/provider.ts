/** What the fields of one provider mean: what it hands to the conditions, and the mistakes that make every measurement an Error. */
import type { CheckOptions } from '../../expr/check/check-context.ts';
import { parseGoDuration } from '../../kube/duration.ts';
import type { ArgoVersion } from '../../schema/schema.ts';
import type { YamlMap, YamlNode } from '../../yaml/node.ts';

/** What a provider hands to the conditions as `result` (docs/controller/providers.md). */
export type ProviderResult = Pick<
  CheckOptions,
  'shapes' | 'mayBeEmpty' | 'isEmptyWhenWell' | 'mayBeNil' | 'mayBeNaN' | 'because' | 'dottedKeys'
>;

export interface Written {
  /** What stands under the provider's key. */
  readonly provider: YamlNode | undefined;
  /** The metric around it, with its args filled in where they are known. */
  readonly metric: YamlMap;
  readonly argoVersion: ArgoVersion;
}

export interface Provider {
  /** What decides instead of the conditions, as a clause; absent: they do. */
  readonly decides?: string;
  /** Absent: its conditions are never evaluated. */
  readonly result?: (written: Omit<Written, 'metric'>) => ProviderResult;
  /**
   * A mistake that makes every measurement an Error, in the controller's words (docs/controller/checks.md#analysis-objects-run-time,
   * docs/controller/traps.md#providers), as far as the metric itself shows it: not what hangs on the settings of the controller, on
   * Secrets of its own, or on the far end. Undefined: it may work.
   */
  readonly refuse: (written: Written) => string | undefined;
  /** A `successCondition` to begin with, with a tab stop; absent: it judges by itself, or may do so. */
  readonly condition?: (provider: YamlNode | undefined) => string;
  /** Answers that tell of a failure are Errors by themselves, so that any other answer already means something. */
  readonly refusesFailures?: true;
  /** The field whose text, args filled in, is kept in the status of the run; absent: none is. */
  readonly keeps?: string;
}

export const UNKNOWN: ProviderResult = { shapes: ['unknown'] };

export const accept = (): undefined => undefined;

/** The first point of a list that may be empty. */
export const FIRST_OF_LIST = 'len(result) > 0 && result[0] >= ${1:0.95}';

/** Left out it has a default. */
export function refuseDuration(text: string): string | undefined {
  return text === '' ? undefined : unreadDuration(text);
}

export function unreadDuration(text: string): string | undefined {
  const parsed = parseGoDuration(text);
  return parsed.ok ? undefined : parsed.message;
}
