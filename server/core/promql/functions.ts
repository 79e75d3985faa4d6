/** The functions of PromQL and what they take. Facts of the language; the grammar knows their names only. */

/** What an expression yields. `range`: every series with its values over a window. `unknown`: a placeholder decides. */
export type PromqlType = 'scalar' | 'vector' | 'range' | 'string' | 'unknown';

export interface PromqlFunction {
  readonly name: string;
  readonly parameters: readonly PromqlType[];
  /** How many of the parameters may be left out. */
  readonly optional: number;
  /** The last parameter may stand any number of times, none included. */
  readonly repeats: boolean;
  readonly returns: PromqlType;
}

/** `v` an instant vector, `r` a range, `s` a scalar, `t` text; `?` may be left out, `*` any number of times. */
const SIGNATURES: Readonly<Record<string, string>> = {
  v: 'abs absent acos acosh asin asinh atan atanh ceil cos cosh deg exp floor histogram_avg histogram_count histogram_stddev histogram_stdvar histogram_sum ln log10 log2 rad scalar sgn sin sinh sort sort_desc sqrt tan tanh timestamp',
  r: 'absent_over_time avg_over_time changes count_over_time delta deriv first_over_time idelta increase irate last_over_time mad_over_time max_over_time min_over_time present_over_time rate resets stddev_over_time stdvar_over_time sum_over_time ts_of_first_over_time ts_of_last_over_time ts_of_max_over_time ts_of_min_over_time',
  'v?': 'day_of_month day_of_week day_of_year days_in_month hour minute month year',
  '': 'pi time',
  s: 'vector',
  's r': 'quantile_over_time',
  's s v': 'histogram_fraction',
  's v': 'histogram_quantile',
  'r s': 'predict_linear',
  'r s s': 'double_exponential_smoothing holt_winters',
  'v s': 'clamp_max clamp_min',
  'v s?': 'round',
  'v s s': 'clamp',
  'v v?': 'info',
  'v t t t t': 'label_replace',
  'v t t t*': 'label_join',
  'v t*': 'sort_by_label sort_by_label_desc',
};

const TYPES: Readonly<Record<string, PromqlType>> = { v: 'vector', r: 'range', s: 'scalar', t: 'string' };
const SCALARS: ReadonlySet<string> = new Set(['scalar', 'time', 'pi']);

export const FUNCTIONS: ReadonlyMap<string, PromqlFunction> = new Map(
  Object.entries(SIGNATURES).flatMap(([signature, names]) => {
    const parts = signature.split(' ').filter(part => part !== '');
    const parameters = parts.map(part => TYPES[part.charAt(0)] ?? 'unknown');
    const optional = parts.filter(part => part.endsWith('?')).length;
    const repeats = parts.at(-1)?.endsWith('*') ?? false;
    return names.split(' ').map((name): [string, PromqlFunction] => {
      const returns = SCALARS.has(name) ? 'scalar' : 'vector';
      return [name, { name, parameters, optional, repeats, returns }];
    });
  }),
);

/** Names before a `(` that are no functions: aggregations, and words of the grammar. */
export const OTHER_CALLS: ReadonlySet<string> = new Set(
  'and atan2 avg bool bottomk by count count_values end fill fill_left fill_right group group_left group_right ignoring limit_ratio limitk max max_of min min_of offset on or quantile range start step stddev stdvar sum topk unless without'.split(
    ' ',
  ),
);

/** Aggregations that take something before the vector, and what. */
export const AGGREGATION_PARAMETERS: ReadonlyMap<string, PromqlType> = new Map([
  ['topk', 'scalar'],
  ['bottomk', 'scalar'],
  ['quantile', 'scalar'],
  ['limitk', 'scalar'],
  ['limit_ratio', 'scalar'],
  ['count_values', 'string'],
]);
