/** Prometheus' own names of its value types; `documented` are the words of its documentation and messages. */
export type ValueType = 'scalar' | 'string' | 'vector' | 'matrix'

/** From and until which version of Prometheus something exists; nothing is said of versions before 2.42. */
export interface Lifetime {
  readonly since?: string
  /** The first version that no longer has it. */
  readonly until?: string
  /** Needs a feature flag of the server; a version: up to that one. */
  readonly experimental?: true | string
  readonly renamed?: string
}

export interface PromqlFunction extends Lifetime {
  readonly name: string
  /** The types of the arguments; the last one also that of those which follow. */
  readonly args: readonly ValueType[]
  /** How many arguments it takes. */
  readonly min: number
  readonly max: number
  readonly result: ValueType
}

export interface AggregationOperator extends Lifetime {
  readonly name: string
  /** The type of the parameter before the vector. */
  readonly param?: ValueType
}

export const documented: Readonly<Record<ValueType, string>> = {
  scalar: 'scalar',
  string: 'string',
  vector: 'instant vector',
  matrix: 'range vector',
}

const experimental = { experimental: true } as const

/** What came or went after 2.42, from Prometheus' changelog. */
const lifetimes: Readonly<Record<string, Lifetime>> = {
  holt_winters: { until: '3.0', renamed: 'double_exponential_smoothing' },
  histogram_stddev: { since: '2.47' },
  histogram_stdvar: { since: '2.47' },
  mad_over_time: { since: '2.49', ...experimental },
  sort_by_label: { since: '2.49', ...experimental },
  sort_by_label_desc: { since: '2.49', ...experimental },
  histogram_avg: { since: '2.51' },
  limitk: { since: '2.54', ...experimental },
  limit_ratio: { since: '2.54', ...experimental },
  info: { since: '2.55', ...experimental },
  double_exponential_smoothing: { since: '3.0', ...experimental },
  ts_of_max_over_time: { since: '3.5', ...experimental },
  ts_of_min_over_time: { since: '3.5', ...experimental },
  ts_of_last_over_time: { since: '3.5', ...experimental },
  first_over_time: { since: '3.7', experimental: '3.14' },
  ts_of_first_over_time: { since: '3.7', ...experimental },
  histogram_quantiles: { since: '3.11', ...experimental },
  start: { since: '3.12', ...experimental },
  end: { since: '3.12', ...experimental },
  range: { since: '3.12', ...experimental },
  step: { since: '3.12', ...experimental },
  min_of: { since: '3.13', ...experimental },
  max_of: { since: '3.13', ...experimental },
  start_timestamp: { since: '3.14', ...experimental },
}

interface Signature {
  readonly args: readonly ValueType[]
  readonly min?: number
  readonly max?: number
  readonly result?: ValueType
  readonly names: string
}

const signatures: readonly Signature[] = [
  {
    args: ['vector'],
    names: `abs absent acos acosh asin asinh atan atanh ceil cos cosh deg exp floor histogram_avg histogram_count histogram_stddev
      histogram_stdvar histogram_sum ln log10 log2 rad sgn sin sinh sort sort_desc sqrt start_timestamp tan tanh timestamp`,
  },
  {
    args: ['matrix'],
    names: `absent_over_time avg_over_time changes count_over_time delta deriv first_over_time idelta increase irate last_over_time
      mad_over_time max_over_time min_over_time present_over_time rate resets stddev_over_time stdvar_over_time sum_over_time
      ts_of_first_over_time ts_of_last_over_time ts_of_max_over_time ts_of_min_over_time`,
  },
  { args: ['vector'], min: 0, names: 'day_of_month day_of_week day_of_year days_in_month hour minute month year' },
  { args: ['vector', 'scalar'], names: 'clamp_max clamp_min' },
  { args: ['vector', 'scalar', 'scalar'], names: 'clamp' },
  { args: ['vector', 'scalar'], min: 1, names: 'round' },
  { args: ['matrix', 'scalar'], names: 'predict_linear' },
  { args: ['matrix', 'scalar', 'scalar'], names: 'double_exponential_smoothing holt_winters' },
  { args: ['scalar', 'matrix'], names: 'quantile_over_time' },
  { args: ['scalar', 'vector'], names: 'histogram_quantile' },
  { args: ['scalar', 'scalar', 'vector'], names: 'histogram_fraction' },
  { args: ['vector', 'string', 'scalar', 'scalar'], min: 3, max: 12, names: 'histogram_quantiles' },
  { args: ['vector', 'string', 'string', 'string', 'string'], names: 'label_replace' },
  { args: ['vector', 'string', 'string', 'string'], min: 3, max: Number.POSITIVE_INFINITY, names: 'label_join' },
  { args: ['vector', 'string'], min: 1, max: Number.POSITIVE_INFINITY, names: 'sort_by_label sort_by_label_desc' },
  { args: ['vector', 'vector'], min: 1, names: 'info' },
  { args: ['scalar'], names: 'vector' },
  { args: ['vector'], result: 'scalar', names: 'scalar' },
  { args: ['scalar', 'scalar'], result: 'scalar', names: 'max_of min_of' },
  { args: [], result: 'scalar', names: 'end pi range start step time' },
]

/** Every function of Prometheus 2.42 and later, by name. */
export const functions: ReadonlyMap<string, PromqlFunction> = new Map(
  signatures.flatMap(({ args, min = args.length, max = args.length, result = 'vector', names }) =>
    names.split(/\s+/).map((name) => [name, { name, args, min, max, result, ...lifetimes[name] }]),
  ),
)

/** Every aggregation operator, by name. */
export const aggregations: ReadonlyMap<string, AggregationOperator> = new Map(
  [
    ...['avg', 'count', 'group', 'max', 'min', 'stddev', 'stdvar', 'sum'].map((name) => ({ name })),
    ...['bottomk', 'limit_ratio', 'limitk', 'quantile', 'topk'].map((name) => ({ name, param: 'scalar' as const })),
    { name: 'count_values', param: 'string' as const },
  ].map((operator) => [operator.name, { ...operator, ...lifetimes[operator.name] }]),
)
