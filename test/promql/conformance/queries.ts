import type { Series } from '../../../build/promql/infer/schema.ts'
import type { Random } from './random.ts'
import { series } from './world.ts'

const labels = ['job', 'instance', 'method', 'status', 'queue', 'reason', 'device', 'fstype', 'le', 'nothing']
const overTime = [
  'avg_over_time',
  'max_over_time',
  'min_over_time',
  'sum_over_time',
  'last_over_time',
  'count_over_time',
  'changes',
  'delta',
]
const ofVector = ['abs', 'ceil', 'sort', 'sort_desc', 'timestamp', 'sgn', 'exp', 'hour', 'round']

/** Writes random queries on the series of the world whose types are right. */
export class Queries {
  readonly #random: Random

  constructor(random: Random) {
    this.#random = random
  }

  vector(depth = 1 + this.#random.below(3)): string {
    const random = this.#random
    if (depth <= 0) return this.leaf()
    const kind = random.below(20)
    if (kind < 4) return this.leaf()
    if (kind < 10) return this.aggregation(depth - 1)
    if (kind < 11) return `${random.pick(ofVector)}(${this.vector(depth - 1)})`
    if (kind < 13) return this.labelCall(depth - 1)
    if (kind < 15) return this.withNumber(depth - 1)
    if (kind < 16) return `max_over_time((${this.vector(depth - 1)})[5m:1m])`
    return this.binary(depth - 1)
  }

  private leaf(): string {
    const random = this.#random
    const [name, of] = random.pick(Object.entries(series))
    const kind = random.below(12)
    if (kind === 0)
      return `histogram_quantile(0.9, ${random.chance(0.5) ? this.buckets() : `sum by (le, method) (${this.buckets()})`})`
    if (kind === 1) return `absent(${this.selector(name, of, 0.6)})`
    if (kind === 2) return random.pick(['vector(1)', 'vector(time())', 'hour()'])
    const selector = this.selector(name, of)
    if (of.kind === 'counter' || of.kind === 'bucket')
      return `${random.pick(['rate', 'increase', 'irate'])}(${selector}[5m])`
    return random.chance(0.4) ? `${random.pick(overTime)}(${selector}[5m])` : selector
  }

  private buckets(): string {
    return `rate(http_request_duration_seconds_bucket${this.#random.chance(0.3) ? '{method="GET"}' : ''}[5m])`
  }

  private selector(name: string, { labels: own }: Series, probability = 0.25): string {
    const random = this.#random
    const matchers = random.some(Object.entries(own), probability).map(([label, values]) => {
      const known = values === 'open' ? ['one:80', 'two:80'] : values
      const value = random.chance(0.04) ? 'no such value' : random.pick(known)
      const op = random.pick(['=', '=', '=~', '!=', '!~'])
      const pattern = op.endsWith('~')
        ? random.pick([
            value.replaceAll('+', '\\\\+'),
            `${known.slice(0, 2).join('|').replaceAll('+', '\\\\+')}`,
            '.+',
            '.*',
            `${value.slice(0, 1).replace('+', '.')}.*`,
          ])
        : value
      return `${label}${op}"${random.chance(0.06) ? '' : pattern}"`
    })
    if (random.chance(0.02)) matchers.push('nothing="x"')
    return matchers.length === 0 ? name : `${name}{${matchers.join(',')}}`
  }

  private aggregation(depth: number): string {
    const random = this.#random
    const op = random.pick([
      'sum',
      'sum',
      'avg',
      'max',
      'min',
      'count',
      'group',
      'topk',
      'quantile',
      'count_values',
      'stddev',
    ])
    const param = { topk: '3, ', quantile: '0.9, ', count_values: '"value", ' }[op] ?? ''
    const list = random.some(labels, 0.25).join(', ')
    const grouping = random.pick(['', ` by (${list}) `, ` by (${list}) `, ` without (${list}) `])
    return `${op}${grouping}(${param}${this.vector(depth)})`
  }

  private labelCall(depth: number): string {
    const random = this.#random
    const [to, from, other] = [random.pick([...labels, 'new']), random.pick(labels), random.pick(labels)]
    const inner = this.vector(depth)
    if (random.chance(0.4))
      return `label_join(${inner}, "${to}", "${random.pick(['-', ''])}", "${from}"${random.chance(0.7) ? `, "${other}"` : ''})`
    const [text, pattern] = random.pick([
      ['$1', '(.*)'],
      ['$1', '(.+)'],
      ['x', '.*'],
      ['', '.*'],
      ['$1', '([a-z]+).*'],
      ['$1-$2', '(.)(.).*'],
    ])
    return `label_replace(${inner}, "${to}", "${text}", "${from}", "${pattern}")`
  }

  private withNumber(depth: number): string {
    const random = this.#random
    const number = random.pick(['0', '1', '2', '100', '0.5', '1000'])
    const op = random.pick(['+', '-', '*', '/', '>', '>=', '<', '==', '> bool', '!='])
    return random.chance(0.8) ? `${this.operand(depth)} ${op} ${number}` : `${number} ${op} ${this.operand(depth)}`
  }

  private binary(depth: number): string {
    const random = this.#random
    const op = random.pick(['+', '-', '*', '/', '>', '==', 'and', 'and', 'or', 'unless', '!= bool'])
    const isSet = ['and', 'or', 'unless'].includes(op)
    const [left, right] = [this.operand(depth), this.operand(depth)]
    const list = random.some(labels, 0.3).join(', ')
    const matching = random.pick([
      '',
      '',
      ` on (${list})`,
      ` on (job, instance)`,
      ` on (instance)`,
      ` ignoring (${list})`,
    ])
    const include = random.some(labels, 0.1).filter((label) => !matching.includes(label))
    const grouped = !isSet && matching !== '' && random.chance(0.5)
    return `${left} ${op}${matching}${grouped ? ` ${random.pick(['group_left', 'group_right'])} (${include.join(', ')})` : ''} ${right}`
  }

  private operand(depth: number): string {
    return `(${this.vector(depth)})`
  }
}
