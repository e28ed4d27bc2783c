// Prometheus' conventions for names, as types. A name that breaks one does not compile, and the sentence in
// place of the name is the compiler's error.

type Characters<Text extends string> = Text extends `${infer First}${infer Rest}` ? First | Characters<Rest> : never
type Lower = Characters<'abcdefghijklmnopqrstuvwxyz'>
type Digit = Characters<'0123456789'>
type Alphanumeric = Lower | Uppercase<Lower> | Digit

/** The first character of a name that is not among `Allowed`; `never` if all are. */
type Stranger<N extends string, Allowed extends string> = N extends `${infer First}${infer Rest}`
  ? First extends Allowed
    ? Stranger<Rest, Allowed>
    : First
  : never

/** `N` where the name is a word that Prometheus takes for a metric. */
export type MetricName<N extends string> = N extends '' | `${Digit}${string}`
  ? `a metric's name starts with a letter, and ${N} does not`
  : [Stranger<N, Alphanumeric | '_'>] extends [never]
    ? N
    : `a metric's name has letters, digits and underscores, and ${N} has "${Stranger<N, Alphanumeric | '_'>}"`

export type CounterName<N extends string> = N extends `${string}_total`
  ? MetricName<N>
  : `a counter's name ends in _total, and ${N} does not`
export type GaugeName<N extends string> = N extends `${string}_total`
  ? `${N} is named like a counter, not a gauge`
  : N extends `${infer Stem}_${'bucket' | 'count' | 'sum'}`
    ? `${N} is named like a part of the histogram ${Stem}`
    : MetricName<N>
export type HistogramName<N extends string> = N extends `${infer Stem}_${'bucket' | 'count' | 'sum'}`
  ? `name the histogram itself: ${Stem}`
  : N extends `${string}_total`
    ? `${N} is named like a counter, not a histogram`
    : MetricName<N>
export type InfoName<N extends string> = N extends `${string}_info`
  ? MetricName<N>
  : `an info metric's name ends in _info, and ${N} does not`
export type TimestampName<N extends string> = N extends `${string}_seconds`
  ? MetricName<N>
  : `a timestamp's name ends in _seconds, and ${N} does not`

export type AlertName<N extends string> = N extends ''
  ? 'an alert has a name'
  : [Stranger<N, Alphanumeric>] extends [never]
    ? N extends `${Uppercase<Lower>}${string}`
      ? N
      : `an alert's name is PascalCase: ${Capitalize<N>}`
    : `an alert's name is PascalCase, and ${N} is not`

/** Prometheus' convention: the labels that are left, the metric, the operations. */
export type RecordingName<N extends string> = N extends `${string}:${string}:${string}`
  ? [Stranger<N, Alphanumeric | '_' | ':'>] extends [never]
    ? N
    : `a recording rule's name has letters, digits, underscores and colons, and ${N} has "${Stranger<N, Alphanumeric | '_' | ':'>}"`
  : `a recording rule is named level:metric:operations, and ${N} is not`
