import { aggregations, functions, type ValueType } from '../../../build/promql/functions.ts'
import type { Random } from './random.ts'

const metrics = [
  'up',
  'http_requests_total',
  'node:cpu:rate5m',
  'latency_seconds_bucket',
  'sum',
  'on',
  'a',
  'b',
  'offsets',
]
const labels = ['job', 'instance', 'le', 'by', 'bool', 'method', 'a_b', '__x']
const values = [
  'api',
  '',
  'a b',
  '5..',
  'GET|POST',
  '.+',
  '.*',
  'é☺',
  'a\\"b',
  '[a-z]+',
  '(a|b)?',
  '\\\\d{3}',
  '^x$',
  '(?i)abc',
]
const broken = [
  '(',
  '[a',
  '*',
  'a**',
  '(?=a)',
  '(?<!a)',
  '\\\\1',
  'x{3,1}',
  'x{1001}',
  '[b-a]',
  '\\\\p{Foo}',
  'a)(b',
  '(?P<n>a)',
]
const durations = ['5m', '1h30m', '30s', '1d', '90m', '2w', '1y', '1500ms', '0s', '300', '5', '1h1h']
const numbers = ['0', '1', '-1', '3.14', '1e3', '.5', '0x1F', 'Inf', 'NaN', '100', '5.', '1_000', '1e-7', '017', '5m']
const infixes = [
  '+',
  '-',
  '*',
  '/',
  '%',
  '^',
  '==',
  '!=',
  '>',
  '<',
  '>=',
  '<=',
  'and',
  'or',
  'unless',
  'atan2',
  'AND',
  'Or',
]

/** Writes random PromQL that follows the grammar and mostly, but not always, the types too. */
export class Grammar {
  readonly #random: Random

  constructor(random: Random) {
    this.#random = random
  }

  /** An expression of any type that a rule may have. */
  expression(): string {
    const type = this.#random.pick(['vector', 'vector', 'vector', 'vector', 'scalar', 'matrix', 'string'] as const)
    return this.of(type, 1 + this.#random.below(4))
  }

  private of(type: ValueType, depth: number): string {
    const random = this.#random
    // Now and then something of the wrong type.
    if (random.chance(0.015)) return this.of(random.pick(['vector', 'scalar', 'matrix', 'string'] as const), depth)
    const text = this.plain(type, depth)
    return random.chance(0.06) ? `(${text})` : text
  }

  private plain(type: ValueType, depth: number): string {
    switch (type) {
      case 'string':
        return this.string(this.#random.pick(values))
      case 'scalar':
        return depth <= 0 || this.#random.chance(0.5) ? this.#random.pick(numbers) : this.scalar(depth - 1)
      case 'matrix':
        return this.matrix(depth)
      case 'vector':
        return depth <= 0 ? this.selector() + this.shift() : this.vector(depth - 1)
    }
  }

  private vector(depth: number): string {
    const kind = this.#random.below(12)
    if (kind < 2) return this.selector() + this.shift()
    if (kind < 5) return this.call('vector', depth)
    if (kind < 8) return this.aggregation(depth)
    if (kind < 11) return this.binary(depth)
    return `${this.#random.pick(['-', '+', '- '])}${this.of('vector', depth)}`
  }

  private scalar(depth: number): string {
    if (this.#random.chance(0.4)) return this.call('scalar', depth)
    const op = this.#random.pick(infixes.slice(0, 6))
    const [left, right] = [this.of('scalar', depth), this.of('scalar', depth)]
    return this.#random.chance(0.15) ? `${left} >= bool ${right}` : `${left} ${op} ${right}`
  }

  private matrix(depth: number): string {
    const range = this.duration()
    if (depth <= 0 || this.#random.chance(0.75)) return `${this.selector()}[${range}]${this.shift()}`
    const step = this.#random.chance(0.5) ? this.duration() : ''
    const inner = this.of('vector', depth - 1)
    const operand = /^[\w:]+$/.test(inner) || /^[\w:]+\([^()]*\)$/.test(inner) ? inner : `(${inner})`
    return `${operand}[${range}:${step}]${this.shift()}`
  }

  private call(result: 'vector' | 'scalar', depth: number): string {
    const random = this.#random
    const known = [...functions.values()].filter(
      (fn) => fn.result === result && (fn.since === undefined || random.chance(0.1)),
    )
    const { name, args, min, max } = random.pick(known)
    const count = random.chance(0.02) ? random.below(5) : min + random.below(Math.min(max, min + 3) - min + 1)
    const given = Array.from({ length: count }, (_, at) => this.of(args[at] ?? args.at(-1) ?? 'scalar', depth))
    const space = random.chance(0.05) ? ' ' : ''
    return `${random.chance(0.005) ? `${name}s` : name}${space}(${given.join(random.chance(0.8) ? ', ' : ',')})`
  }

  private aggregation(depth: number): string {
    const random = this.#random
    const { name, param } = random.pick(
      [...aggregations.values()].filter((op) => op.since === undefined || random.chance(0.1)),
    )
    const keyword = random.chance(0.1) ? name.toUpperCase() : name
    const args = `(${param ? `${this.of(param, depth - 1)}, ` : ''}${this.of('vector', depth)})`
    const grouping = random.chance(0.6) ? `${random.pick(['by', 'without', 'BY'])} (${this.labels()})` : ''
    return random.chance(0.3) ? `${keyword}${args} ${grouping}` : `${keyword} ${grouping} ${args}`
  }

  private binary(depth: number): string {
    const random = this.#random
    const op = random.pick(infixes)
    const isSet = /and|or|unless/i.test(op)
    const sides = random.pick(isSet ? ['vv'] : ['vv', 'vv', 'vs', 'sv']).split('')
    const [left, right] = sides.map((side) => this.of(side === 'v' ? 'vector' : 'scalar', depth))
    const bool = /[<>=]/.test(op) && random.chance(0.2) ? ' bool' : random.chance(0.005) ? ' bool' : ''
    const mayMatch = sides.every((side) => side === 'v') || random.chance(0.02)
    const matching =
      mayMatch && random.chance(0.4) ? ` ${random.pick(['on', 'ignoring', 'ON'])} (${this.labels()})` : ''
    const mayGroup = matching !== '' && (!isSet || random.chance(0.03)) && random.chance(0.4)
    const include = random.chance(0.5) ? ` (${this.labels(0.15)})` : ''
    const group = mayGroup ? ` ${random.pick(['group_left', 'group_right', 'GROUP_LEFT'])}${include}` : ''
    return `${left} ${op}${bool}${matching}${group} ${right}`
  }

  private selector(): string {
    const random = this.#random
    const matchers = random.chance(0.5) ? random.some(labels, 0.25).map((label) => this.matcher(label)) : []
    const name = random.chance(0.94) ? random.pick(metrics) : ''
    if (name === '' && matchers.length === 0) return random.chance(0.9) ? '{__name__="up"}' : '{}'
    if (matchers.length === 0 && random.chance(0.9)) return name
    return `${name}{${matchers.join(random.chance(0.8) ? ',' : ' , ')}${random.chance(0.05) && matchers.length > 0 ? ',' : ''}}`
  }

  private matcher(label: string): string {
    const op = this.#random.pick(['=', '!=', '=~', '!~'])
    const value = this.#random.chance(0.05) ? this.#random.pick(broken) : this.#random.pick(values)
    return `${label}${this.#random.pick(['', '', ' '])}${op}${this.string(value)}`
  }

  private string(value: string): string {
    if (this.#random.chance(0.15)) return `'${value.replaceAll('\\"', '"')}'`
    return /["\\]/.test(value) || this.#random.chance(0.9) ? `"${value}"` : `\`${value}\``
  }

  private shift(): string {
    const random = this.#random
    const offset = () =>
      ` ${random.chance(0.9) ? 'offset' : 'OFFSET'} ${random.chance(0.2) ? '-' : ''}${this.duration()}`
    const at = () => ` @ ${random.pick(['start()', 'end()', '1609746000', '-5.5', '0'])}`
    const kind = random.below(40)
    return kind === 0 ? at() : kind === 1 ? at() + offset() : kind === 2 ? offset() + at() : kind < 6 ? offset() : ''
  }

  private duration(): string {
    return this.#random.chance(0.96) ? this.#random.pick(durations.slice(0, 8)) : this.#random.pick(durations)
  }

  private labels(probability = 0.25): string {
    return this.#random.some(labels, probability).join(this.#random.chance(0.8) ? ', ' : ',')
  }
}
