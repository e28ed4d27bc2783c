import { Condition } from '../condition.ts'
import { Counter, Gauge, Histogram, Info, Timestamp } from '../metric.ts'
import { Query } from '../query.ts'
import { type Demand, due } from './demand.ts'

/** What the language makes of a type: an alert, a row, a job. */
export const made = (type: string, what: string, advice: string): Demand =>
  due(what, (value) => typeOf(value) === type, advice)

export const typeOf = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'type' in value ? value.type : undefined

const readThrough: Readonly<Record<string, string>> = {
  condition: 'Take the query itself, without .above(), .below() or .is().',
  counter: 'Read a counter through rate() or increase().',
  histogram: 'Read a histogram through quantile(), or its .count and .sum.',
  info: 'Count an info metric: count(…).',
  timestamp: 'Read a moment through age(), until() or changes().',
  ranking: 'Take the query that is ranked.',
}

const toQuery = (value: unknown): string =>
  readThrough[String(typeOf(value))] ?? (isPromql(value) ? inWords : 'Give it a query.')

/** What is written as Grafana takes it. */
const isPromql = (value: unknown): boolean => typeof value === 'string' && /\w\s*[({[]/.test(value)
const inWords =
  "Say it in words: sum(rate(requests)). What these cannot say is promql({ labels: [], unit: 'count' })`…`."

export const aQuery: Demand = due('a query', (value) => value instanceof Query, toQuery)

/** A query whose windows are chosen. */
export const aReadyQuery: Demand = {
  due: 'a query with a window',
  faults: (value, name) => {
    const faults = aQuery.faults(value, name)
    return value instanceof Query && value.isOpen
      ? [{ what: `${name} has no window yet.`, next: "Choose one: .over('5m')." }]
      : faults
  },
}

export const aCondition: Demand = due(
  'a condition',
  (value) => value instanceof Condition,
  (value) =>
    value instanceof Query
      ? `Compare the query: ${value.unit === 'state' ? '.is(0)' : ".above('…') or .below('…')"}.`
      : typeof value === 'boolean'
        ? "JavaScript's own > and < compare no queries: write .above(…), .below(…) or .is(…)."
        : typeOf(value) === undefined
          ? `${isPromql(value) ? `${inWords} Then compare it` : 'Compare a query'}: .above(…), .below(…) or .is(…).`
          : `${toQuery(value)} Then compare it: .above(…), .below(…) or .is(…).`,
)

export const aCounter: Demand = due(
  'a counter',
  (value) => value instanceof Counter,
  (value) =>
    value instanceof Query
      ? 'Give it a counter itself: what was read is no counter any more, and a gauge is read as it stands.'
      : 'Give it a counter; a histogram has .count and .sum.',
)

export const aGauge: Demand = due('a gauge', (value) => value instanceof Gauge, 'Give it a gauge.')
export const aHistogram: Demand = due('a histogram', (value) => value instanceof Histogram, 'Give it a histogram.')
export const anInfo: Demand = due('an info metric', (value) => value instanceof Info, 'Give it an info metric.')
export const aMoment: Demand = due('a timestamp', (value) => value instanceof Timestamp, 'Give it a timestamp.')
/** What stands still unless something happens. */
export const changing: Demand = due(
  'a timestamp or a yes or no',
  (value) => value instanceof Timestamp || (value instanceof Gauge && value.unit === 'state'),
  'Give it a timestamp, or a gauge that is 1 or 0.',
)
/** What tells that something happened. */
export const eventful: Demand = due(
  'a counter or a timestamp',
  (value) => value instanceof Counter || value instanceof Timestamp,
  'Give it a counter or a timestamp; a histogram takes().',
)
export const aMetric: Demand = due(
  'a metric',
  (value) => [Counter, Gauge, Histogram, Info, Timestamp].some((kind) => value instanceof kind),
  'Give it a metric that is declared in queries/.',
)

/** What has series that can be counted. */
export const countable: Demand = due(
  'a query, a condition or an info metric',
  (value) => value instanceof Query || value instanceof Condition || value instanceof Info,
  toQuery,
)
