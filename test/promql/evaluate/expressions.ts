import type { Random } from '../conformance/random.ts'

const counters = ['http_requests_total', 'task_failures_total', 'http_request_duration_seconds_count']
const gauges = ['queue_length', 'disk_free_bytes', 'up']
/** Some of its values are NaN or infinite. */
const odd = 'disk_size_bytes'
const ranges = ['1m', '90s', '5m', '7m13s', '12m', '20s']
const growth = ['rate', 'increase', 'irate', 'delta', 'idelta', 'deriv']
const exactOverTime = [
  ...['changes', 'resets', 'min_over_time', 'max_over_time', 'sum_over_time', 'count_over_time', 'last_over_time'],
  ...['present_over_time', 'absent_over_time'],
]
const overTime = [...exactOverTime, 'avg_over_time', 'stddev_over_time', 'stdvar_over_time']
const steps = ['ceil', 'floor', 'round', 'sgn', 'absent', 'sin', 'cos', 'tan']
const smooth = [
  ...['abs', 'sqrt', 'ln', 'log2', 'log10', 'sort', 'sort_desc', 'deg', 'rad', 'asin', 'acos', 'atan', 'tanh', 'asinh'],
  ...['acosh', 'atanh'],
]
const steep = ['exp', 'sinh', 'cosh']
const dates = ['minute', 'hour', 'day_of_week', 'day_of_month', 'day_of_year', 'days_in_month', 'month', 'year']

/**
 * Writes random queries for what functions compute: windows, offsets, `@`, subqueries, dates, quantiles. What jumps (`ceil`,
 * comparisons) is applied to exact numbers only, since the last digit of others depends on the order of additions.
 */
export class Expressions {
  readonly #random: Random

  constructor(random: Random) {
    this.#random = random
  }

  vector(depth = 1 + this.#random.below(2)): string {
    const random = this.#random
    if (depth === 0) return this.ranged()
    const inner = depth - 1
    switch (random.below(12)) {
      case 0:
        return `${random.pick(smooth)}(${this.vector(inner)})`
      case 1:
        return `${random.pick(['clamp_min', 'clamp_max'])}(${this.vector(inner)}, ${random.pick(['0.5', '10', '-3', '0.1'])})`
      case 2:
        return `clamp(${this.vector(inner)}, ${random.pick(['0', '5', '-1'])}, ${random.pick(['3', '100'])})`
      case 3:
        return `(${this.vector(inner)}) ${random.pick(['+', '-', '*', '/', '^'])} ${this.scalar()}`
      case 4:
        return `${this.scalar()} ${random.pick(['+', '-', '*', '/', 'atan2'])} (-${this.vector(inner)})`
      case 5:
        return `quantile ${this.grouping()}(${random.pick(['0.3', '0.9', '1.1', '-1', 'NaN'])}, ${this.vector(inner)})`
      case 6:
        return `${random.pick(['avg', 'min', 'max', 'sum', 'count', 'group'])} ${this.grouping()}(${this.vector(inner)})`
      case 7:
        return `${random.pick(overTime)}(${this.subquery(this.vector(inner))})`
      case 8:
        return `histogram_quantile(${random.pick(['0.5', '0.95', '0', '1', '1.5', '-1', 'NaN'])}, ${this.buckets()})`
      case 9:
        return this.jump(inner)
      case 10:
        return `${random.pick(steep)}(clamp(${this.vector(inner)}, -20, 20))`
      default:
        return this.ranged()
    }
  }

  /** What a last digit may change altogether. */
  private jump(depth: number): string {
    const random = this.#random
    switch (random.below(8)) {
      case 0:
        return this.timestamp()
      case 7:
        return `${random.pick(steps)}(${this.exact(depth)})`
      case 1:
        return `round(${this.exact(depth)}, ${random.pick(['0.5', '10', '0.1', '-3'])})`
      case 2:
        return `${random.pick(dates)}(${this.timestamp()} * ${random.pick(['1', '0.37', '1.9'])})`
      case 3:
        return `${this.exact(depth)} ${random.pick(['%', '>', '<=', '==', '== bool', '> bool', '!='])} ${random.pick(['1', '7', '0', '-500.5'])}`
      case 4:
        return `${random.pick(['topk', 'bottomk'])} ${random.pick(['', 'by (job) '])}(${random.pick(['2', '3', '0', '-1', '1e99'])}, disk_free_bytes${this.shift()})`
      case 5:
        return `count_values ${this.grouping()}("value", ${this.exact(depth)})`
      default:
        return `${random.pick(['stddev', 'stdvar'])} ${this.grouping()}(rate(${random.pick(counters)}[5m]${this.shift()}))`
    }
  }

  /** Without `@`, of which Prometheus 2.42 forgets the offset here. */
  private timestamp(): string {
    return `timestamp(${this.#random.pick([...gauges, odd])}${this.offset()})`
  }

  private exact(depth: number): string {
    const random = this.#random
    if (depth === 0 || random.chance(0.3)) return `${random.pick([...counters, ...gauges, odd])}${this.shift()}`
    if (random.chance(0.3)) return `${random.pick(exactOverTime)}(${this.subquery(this.exact(depth - 1))})`
    return `${random.pick(exactOverTime)}(${random.pick([...counters, ...gauges])}[${random.pick(ranges)}]${this.shift()})`
  }

  private scalar(): string {
    const numbers = ['2', '0.5', '-7', 'time()', 'pi()', '(1 > bool 2)', '(-(3 ^ 2))', '(10 % 4)']
    return this.#random.pick([...numbers, 'scalar(up{job="api",instance="one:80"})', 'scalar(up)'])
  }

  private ranged(): string {
    const random = this.#random
    const range = `[${random.pick(ranges)}]${this.shift()}`
    switch (random.below(8)) {
      case 0:
        return `${random.pick([...counters, odd])}${this.shift()}`
      case 1:
        return `quantile_over_time(${random.pick(['0.25', '0.99', '2', 'NaN'])}, ${random.pick([...gauges, odd])}${range})`
      case 2:
        // Without `@`, with which Prometheus 2.42 moves the window from step to step.
        return `predict_linear(${random.pick(gauges)}[${random.pick(ranges)}]${this.offset()}, ${random.pick(['60', '-300', '3600'])})`
      case 3:
        return `holt_winters(${random.pick(gauges)}${range}, ${random.pick(['0.5', '0.1', '1.5'])}, 0.3)`
      case 4:
      case 5:
        return `${random.pick(growth)}(${random.pick([...counters, ...gauges])}${range})`
      default:
        return `${random.pick(overTime)}(${random.pick(gauges)}${random.chance(0.2) ? '{instance="one:80"}' : ''}${range})`
    }
  }

  private buckets(): string {
    const buckets = `rate(http_request_duration_seconds_bucket[${this.#random.pick(ranges)}]${this.shift()})`
    return this.#random.chance(0.5) ? buckets : `sum by (le, method) (${buckets})`
  }

  private subquery(inner: string): string {
    const random = this.#random
    return `(${inner})[${random.pick(['3m', '10m', '95s'])}:${random.pick(['', '30s', '1m', '17s'])}]${this.shift()}`
  }

  private grouping(): string {
    return this.#random.pick([
      '',
      'by (job, instance) ',
      'without (status, device) ',
      'by (__name__, method) ',
      'without () ',
    ])
  }

  private offset(): string {
    return this.#random.pick([' offset 3m', ' offset -2m', ' offset 17s', '', ''])
  }

  private shift(): string {
    const random = this.#random
    if (random.chance(0.6)) return ''
    const at = random.pick(['', '', ` @ ${1_700_007_000 + random.below(900)}.5`, ' @ start()', ' @ end()'])
    return random.chance(0.5) ? this.offset() + at : at + this.offset()
  }
}
