import { kindOf } from '../model/series-kind.ts'
import { printDuration } from '../promql/duration.ts'
import { anywhere, between, type Comparison, compareNumbers, contains, type Domain } from '../promql/infer/domain.ts'
import { infer } from '../promql/infer/infer.ts'
import type { Schema } from '../promql/infer/schema.ts'
import { printLine } from '../promql/print.ts'
import { selectors } from '../promql/rewrite.ts'
import type { Binary, Expr, Selector } from '../promql/tree.ts'
import { children, walk } from '../promql/walk.ts'
import { isAtMost } from './at-most.ts'
import { isOfCalendar, longestOf } from './calendar.ts'
import type { Metrics } from './ground.ts'
import { Underivable } from './underivable.ts'
import { comparedWith, comparedWithOther, waysOf } from './ways.ts'

/** What no input at all can make a condition do, and why. */
export interface Impossible {
  readonly verdict: 'never fires' | 'is never silent'
  /** A clause. */
  readonly why: string
}

/** A condition as a question about values: each is one of a few, or not there. */
type Question =
  | { readonly asks: 'all' | 'any'; readonly of: readonly Question[] }
  | { readonly asks: 'not'; readonly of: Question }
  | { readonly asks: 'value'; readonly term: string; readonly op: Comparison; readonly value: number }
  /** Nothing is known of it. */
  | { readonly asks: 'unknown'; readonly term: string }
  | { readonly asks: 'nothing' }

interface Term {
  readonly domain: Domain
  readonly isWhole: boolean
  /** It may have no value although its series are there. */
  readonly isFiltered: boolean
  readonly limits: Set<number>
}

/**
 * Proves, where it can, that no values make a condition true, or that none that it has make it false. Values are followed
 * from the metrics' types through the query; what is compared twice is one value. `undefined`: not proven, which says
 * nothing of the contrary. `hold`: for how long it must be true, in milliseconds.
 */
export function impossible(expr: Expr, catalog: Metrics, hold = 0): Impossible | undefined {
  return byBounds(expr, catalog) ?? byHours(expr, hold)
}

function byBounds(expr: Expr, catalog: Metrics): Impossible | undefined {
  const terms = new Map<string, Term>()
  const question = asked(expr, catalog, terms)
  const known = [...terms].filter(([term]) => uses(question, term))
  const choices = known.map(([, term]) => [...valuesOf(term), undefined])
  if (choices.reduce((product, each) => product * each.length, 1) > mostChoices || unknowns(question).size > 6)
    return undefined
  let fires = false
  let isSilent = false
  for (const values of assignments(known, choices)) {
    const answers = answersOf(question, values)
    fires ||= answers.includes(true)
    const isThere = known.every(([term, { isFiltered }]) => isFiltered || values.get(term) !== undefined)
    isSilent ||= isThere && answers.includes(false)
    if (fires && isSilent) return undefined
  }
  if (known.length === 0) return undefined
  if (!fires) return { verdict: 'never fires', why: whyOf(known) }
  return isSilent ? undefined : { verdict: 'is never silent', why: whyOf(known) }
}

/** Each way for a condition to be true is asked for at hours that never come, or the only one at hours that are too short. */
function byHours(expr: Expr, hold: number): Impossible | undefined {
  if (![...walk(expr)].some(isOfCalendar)) return undefined
  try {
    const longest = waysOf(expr).map(({ hours }) => (hours === undefined ? undefined : longestOf(hours)))
    const [only] = longest
    if (longest.every((each) => each === 0))
      return { verdict: 'never fires', why: 'no day and no hour is what it asks for' }
    // The hours of two ways may come one after the other.
    if (longest.length > 1 || only === undefined || only > hold) return undefined
    const [lasts, waits] = [only, hold].map(printDuration)
    return { verdict: 'never fires', why: `its hours last ${lasts}, and it waits for ${waits}` }
  } catch (error) {
    if (error instanceof Underivable) return undefined
    throw error
  }
}

const mostChoices = 20_000

/** What is known of series by the metrics that exist. */
export function schemaOf(catalog: Metrics): Schema {
  return {
    names: catalog.names,
    find(name) {
      const known = catalog.find(name)
      if (known === undefined || !('metric' in known)) return undefined
      const { edges, unit, facts } = known.metric
      return {
        kind: kindOf(name, known.metric),
        labels: {},
        moreLabels: true,
        unit,
        ...(edges !== undefined && name.endsWith('_bucket') ? { edges } : {}),
        ...(facts.least === undefined ? {} : { domain: between(facts.least, Number.POSITIVE_INFINITY) }),
      }
    },
  }
}

function asked(expr: Expr, catalog: Metrics, terms: Map<string, Term>): Question {
  const inside = (each: Expr): Question => asked(each, catalog, terms)
  if (expr.is === 'paren') return inside(expr.expr)
  if (expr.is === 'call' && expr.fn === 'vector') return { asks: 'nothing' }
  if (expr.is === 'binary' && (expr.op === 'or' || expr.op === 'and' || expr.op === 'unless')) {
    const [left, right] = [
      inside(expr.left),
      matchedWhole(expr) || isOfCalendar(expr.right) ? inside(expr.right) : unknown(expr.right),
    ]
    if (expr.op === 'unless') return { asks: 'all', of: [left, { asks: 'not', of: right }] }
    return { asks: expr.op === 'or' ? 'any' : 'all', of: [left, right] }
  }
  const compared = expr.is === 'binary' && !expr.bool ? comparedWith(expr) : undefined
  if (compared === undefined) return exceeding(expr, catalog, terms) ?? unknown(expr)
  const { op, value } = compared
  const inner = filterOf(compared.expr)
  const measured = innermost(compared.expr)
  const term = printLine(measured)
  const known = terms.get(term) ?? termOf(measured, catalog)
  known.limits.add(value)
  terms.set(term, known)
  const own: Question = { asks: 'value', term, op, value }
  return inner === undefined ? own : { asks: 'all', of: [inside(inner), own] }
}

/** A comparison of two values of which one never exceeds the other: their quotient is at most 1, or at least. */
function exceeding(expr: Expr, catalog: Metrics, terms: Map<string, Term>): Question | undefined {
  if (expr.is !== 'binary' || expr.bool || expr.matching !== undefined || (expr.op !== '>' && expr.op !== '<')) return
  const { expr: quotient, value, isRelative } = comparedWithOther(expr) ?? {}
  if (!isRelative || quotient?.is !== 'binary' || value === undefined) return
  const { left, right } = quotient
  const isPositive = [left, right].every((side) => (infer(side, schemaOf(catalog)).value.domain ?? anywhere).min >= 0)
  const isMore = expr.op === '>'
  if (!(isMore ? isAtMost(left, right, isPositive) : isAtMost(right, left, isPositive))) return
  // Of what may be negative, twice as much is less.
  if (value !== 1 && !isPositive) return
  const term = printLine(quotient)
  const domain = isMore ? between(Number.NEGATIVE_INFINITY, 1) : between(1, Number.POSITIVE_INFINITY)
  const known = terms.get(term) ?? { domain, isWhole: false, isFiltered: true, limits: new Set() }
  known.limits.add(value)
  terms.set(term, known)
  return { asks: 'value', term, op: expr.op, value }
}

/** `or`, `and` and `unless` pair the series with the same labels, unless they are told otherwise. */
const matchedWhole = ({ matching }: Binary): boolean => matching === undefined

const unknown = (expr: Expr): Question => ({ asks: 'unknown', term: printLine(expr) })

const filterOf = (expr: Expr): Binary | undefined => {
  const bare = expr.is === 'paren' ? expr.expr : expr
  return bare.is === 'binary' && !bare.bool && comparedWith(bare) !== undefined ? bare : undefined
}

/** What is compared in the end: `(x > 5) < 10` compares x. */
function innermost(expr: Expr): Expr {
  if (expr.is === 'paren') return innermost(expr.expr)
  const filter = filterOf(expr)
  return filter === undefined ? expr : innermost(comparedWith(filter)?.expr ?? filter)
}

function termOf(expr: Expr, catalog: Metrics): Term {
  const { domain = anywhere, empty } = infer(expr, schemaOf(catalog)).value
  const comesAndGoes = (selector: Selector) => catalog.metricOf(selector)?.facts.optional !== undefined
  return {
    domain,
    isWhole: isWhole(expr),
    isFiltered: empty === true || isFiltered(expr, comesAndGoes),
    limits: new Set(),
  }
}

/** Whether values are numbers of things. */
function isWhole(expr: Expr): boolean {
  if (expr.is === 'paren') return isWhole(expr.expr)
  if (expr.is === 'call') return isOfCalendar(expr) || ['changes', 'resets', 'count_over_time'].includes(expr.fn)
  return expr.is === 'aggregation' && (expr.op === 'count' || (/^(?:sum|min|max)$/.test(expr.op) && isWhole(expr.expr)))
}

/**
 * Whether series can be there without an answer, or not be there while others are: what is counted only. That a whole is
 * nothing is no part of a condition.
 */
function isFiltered(expr: Expr, comesAndGoes: (selector: Selector) => boolean): boolean {
  const inside = (each: Expr) => isFiltered(each, comesAndGoes)
  if (expr.is === 'call' && expr.fn.startsWith('absent')) return true
  if (expr.is === 'aggregation' && (expr.op === 'count' || expr.op === 'group'))
    return selectors(expr).some((each) => asksForSome(each) || comesAndGoes(each)) || inside(expr.expr)
  if (expr.is !== 'binary') return children(expr).some(inside)
  if (/^(?:and|unless|or|[=!]=|[<>]=?)$/.test(expr.op)) return true
  const guarded = expr.op === '/' && expr.right.is === 'binary' && expr.right.op === '>'
  return inside(expr.left) || (guarded ? false : inside(expr.right))
}

/** Whether only some of a metric's series are asked for: those of one version, say. */
const asksForSome = ({ matchers }: Selector): boolean =>
  matchers.some(({ label }) => label !== 'job' && label !== 'instance')

/** Values of a term of which every other one answers alike: the limits, what lies between them, and the ends. */
function valuesOf({ domain, isWhole: whole, limits }: Term): readonly number[] {
  if (domain.values !== undefined) return domain.values
  const { min, max } = domain
  const points = [...new Set([...limits, min, max])].filter(Number.isFinite).sort((a, b) => a - b)
  const [first = 0] = points
  const last = points.at(-1) ?? 0
  const all = whole
    ? points.flatMap((point) => [Math.floor(point) - 1, Math.floor(point), Math.ceil(point), Math.ceil(point) + 1])
    : [first - 1, ...points.flatMap((point, at) => [point, (point + (points[at + 1] ?? last + 2)) / 2]), last + 1]
  return [...new Set(all)].filter((value) => contains(domain, value))
}

function* assignments(
  terms: readonly (readonly [string, Term])[],
  choices: readonly (readonly (number | undefined)[])[],
): Generator<ReadonlyMap<string, number | undefined>, void> {
  const [first, ...others] = terms
  const [values = []] = choices
  if (first === undefined) return yield new Map()
  for (const rest of assignments(others, choices.slice(1)))
    for (const value of values) yield new Map([...rest, [first[0], value]])
}

/** The answers to a question, over all that is unknown. */
function answersOf(question: Question, values: ReadonlyMap<string, number | undefined>): readonly boolean[] {
  const open = [...unknowns(question)]
  return Array.from({ length: 2 ** open.length }, (_, bits) => {
    const holds = (each: Question): boolean => {
      switch (each.asks) {
        case 'all':
          return each.of.every(holds)
        case 'any':
          return each.of.some(holds)
        case 'not':
          return !holds(each.of)
        case 'unknown':
          return (bits & (1 << open.indexOf(each.term))) !== 0
        case 'nothing':
          return true
        case 'value': {
          const value = values.get(each.term)
          return value !== undefined && compareNumbers(each.op, value, each.value)
        }
      }
    }
    return holds(question)
  })
}

function unknowns(question: Question): ReadonlySet<string> {
  if (question.asks === 'unknown') return new Set([question.term])
  if (question.asks === 'not') return unknowns(question.of)
  if (question.asks !== 'all' && question.asks !== 'any') return new Set()
  return new Set(question.of.flatMap((each) => [...unknowns(each)]))
}

function uses(question: Question, term: string): boolean {
  if (question.asks === 'value') return question.term === term
  if (question.asks === 'not') return uses(question.of, term)
  return (question.asks === 'all' || question.asks === 'any') && question.of.some((each) => uses(each, term))
}

/** What is known of the values, and that this is all there is to it. */
function whyOf(known: readonly (readonly [string, Term])[]): string {
  const bounds = known.flatMap(([term, { domain, isWhole: whole }]) => {
    const words = inWords(domain, whole)
    return words === undefined ? [] : `${term} is ${words}`
  })
  return bounds.length === 0 ? `whatever value ${known.map(([term]) => term).join(' and ')} has` : bounds.join(', and ')
}

function inWords({ min, max, above, below, values }: Domain, whole: boolean): string | undefined {
  if (values !== undefined) return values.join(' or ')
  const from = min === Number.NEGATIVE_INFINITY ? [] : [`${above ? 'above' : 'at least'} ${min}`]
  const to = max === Number.POSITIVE_INFINITY ? [] : [`${below ? 'below' : 'at most'} ${max}`]
  const bounds = [...from, ...to].join(' and ')
  if (bounds === '') return whole ? 'a whole number' : undefined
  return whole ? `a whole number and ${bounds}` : bounds
}
