import { type Demand, due } from './demand.ts'

// What language/names.ts says as types, for names that no compiler has read.

type Rule = readonly [holds: (name: string) => boolean, otherwise: string]

const named = (what: string, ...rules: readonly Rule[]): Demand => {
  const isText = (value: unknown): value is string => typeof value === 'string'
  return due(
    what,
    (value) => isText(value) && rules.every(([holds]) => holds(value)),
    (value) => (isText(value) ? rules.find(([holds]) => !holds(value))?.[1] : undefined) ?? 'Write its name as a text.',
  )
}

const isMetric: Rule = [
  (name) => /^[A-Za-z_][A-Za-z0-9_]*$/.test(name),
  "A metric's name has letters, digits and underscores, and no digit first.",
]
const endsIn = (ending: string, what: string): Rule => [
  (name) => name.endsWith(ending),
  `The name of ${what} ends in ${ending}.`,
]
const isNoCounter: Rule = [(name) => !name.endsWith('_total'), "A name that ends in _total is a counter's."]
const isNoPart: Rule = [
  (name) => !/_(?:bucket|count|sum)$/.test(name),
  'A name that ends in _bucket, _count or _sum is a part of a histogram.',
]

export const metricName = named("a metric's name", isMetric)
export const counterName = named("a counter's name", isMetric, endsIn('_total', 'a counter'))
export const gaugeName = named("a gauge's name", isMetric, isNoCounter, isNoPart)
export const histogramName = named("a histogram's name", isMetric, isNoCounter, isNoPart)
export const infoName = named("an info metric's name", isMetric, endsIn('_info', 'an info metric'))
export const timestampName = named("a timestamp's name", isMetric, endsIn('_seconds', 'a timestamp'))
export const labelName = named('the name of a label', [
  (name) => /^[A-Za-z_][A-Za-z0-9_]*$/.test(name),
  "A label's name has letters, digits and underscores, and no digit first.",
])
export const jobName = named('the name of a job', [
  (name) => /^[A-Za-z0-9_.-]+$/.test(name),
  "A job's name has letters, digits, dots, dashes and underscores.",
])
export const anAddress = named("an address, such as 'node_exporter:9100'", [
  (name) => /^[A-Za-z0-9_.-]+:\d{1,5}$/.test(name),
  'Write the host, a colon and the port.',
])
export const aPath = named("a path, such as '/metrics'", [
  (name) => /^\/[^\s?#]*$/.test(name),
  'A path begins with a slash, and has no spaces.',
])
export const alertName = named('the name of an alert in PascalCase', [
  (name) => /^[A-Z][A-Za-z0-9]*$/.test(name),
  "An alert's name has letters and digits only, and begins with a capital: PyBaseApiLatencyHigh.",
])
export const recordingName = named('the name of a recording rule', [
  (name) => /^[A-Za-z_][A-Za-z0-9_]*:[A-Za-z0-9_]+:[A-Za-z0-9_:]+$/.test(name),
  'A recording rule is named level:metric:operations.',
])
