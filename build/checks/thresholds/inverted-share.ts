import type { Subject } from '../../model/subject.ts'
import { isPartOf } from '../../promql/infer/part-of.ts'
import { selectors } from '../../promql/rewrite.ts'
import type { Binary, Expr } from '../../promql/tree.ts'
import { bare } from '../../promql/walk.ts'
import type { Check, Finding } from '../check.ts'
import { findingOf, type Remark } from '../support/inspect.ts'
import { limitsOf } from '../support/limits.ts'
import { inline } from '../support/shape.ts'
import { shownUnits } from '../support/shown-units.ts'
import { constantOf } from '../support/terms.ts'

export const invertedShare: Check = {
  id: 'inverted-share',
  severity: 'error',
  covers: ['H08'],
  isLocal: true,
  about:
    'A share has its part above and its whole below. `requests / failed requests` is never less than 1: compared with 0.05 it always holds, in percent it never reads less than 100%. Told are quotients whose divisor is a part of the numerator by the same query, and, where they are asked for more than a share below 1 or shown in percent, a capacity by its use (`x_max / x`) and everything by what failed (`x / …_errors_total`). Recording rules among the files are looked into. What else is the part of what, the check cannot know.',
  run: (subject) => [...compared(subject), ...shown(subject)],
}

const compared = (subject: Subject) =>
  limitsOf(subject).flatMap(({ query, node: comparison, measured, op, limit }) => {
    const told = (found: Scaled, culprit: Binary): readonly Finding[] => {
      const { scale } = found
      if (limit <= 0 || limit >= Math.abs(scale)) return []
      const asked = scale > 0 && (op === '>' || op === '>=')
      const quotient = recordedIn(subject, found.quotient)
      const why = isUpsideDown(quotient) ?? (asked ? isLikely(quotient) : undefined)
      return why === undefined ? [] : [findingOf(query, remark(culprit, why, `compared with "${op} ${limit}"`))]
    }
    const written = quotientsOf(measured)
    if (written.length > 0) return written.flatMap((each) => told(each, each.node))
    // Or a recording rule has divided.
    return quotientsOf(inline(subject, measured)).flatMap((each) => told(each, comparison))
  })

const shown = (subject: Subject) =>
  subject.dashboards
    .flatMap(({ panels }) => panels.flatMap((panel) => shownUnits(subject, panel)))
    .filter(({ unit }) => unit === 'percentunit' || unit === 'percent')
    .flatMap(({ query, unit }) =>
      quotientsOf(query.expr).flatMap(({ node, quotient: written }) => {
        const quotient = recordedIn(subject, written)
        const why = isUpsideDown(quotient) ?? isLikely(quotient)
        return why === undefined ? [] : [findingOf(query, remark(node, why, `shown under the unit "${unit}"`))]
      }),
    )

const remark = (culprit: Binary, why: string, how: string): Remark => ({
  culprit,
  part: 'operator',
  what: `${why}, and it is ${how}: a share upside down.`,
  next: 'Divide the part by the whole.',
})

interface Scaled {
  /** The division as it is written. */
  readonly node: Binary
  /** What is divided by what, without a factor before it. */
  readonly quotient: Pick<Binary, 'left' | 'right'>
  /** By how much it is multiplied; negative where it is subtracted from something. */
  readonly scale: number
}

/** A quotient with what its recording rules compute in their place. */
const recordedIn = (subject: Subject, { left, right }: Scaled['quotient']): Scaled['quotient'] => ({
  left: inline(subject, left),
  right: inline(subject, right),
})

const choosing = ['avg', 'bottomk', 'max', 'min', 'quantile', 'topk']

/** The quotients that an expression answers, or from which it subtracts. */
function quotientsOf(expr: Expr, scale = 1): readonly Scaled[] {
  const inner = bare(expr)
  if (inner.is === 'aggregation') return choosing.includes(inner.op) ? quotientsOf(inner.expr, scale) : []
  if (inner.is !== 'binary') return []
  const [left, right] = [constantOf(inner.left), constantOf(inner.right)]
  switch (inner.op) {
    case '/':
      return right === undefined && left === undefined ? [{ node: inner, ...divided(inner, scale) }] : []
    case '*':
      if (right !== undefined) return quotientsOf(inner.left, scale * right)
      return left === undefined ? [] : quotientsOf(inner.right, scale * left)
    case '-':
      return left !== undefined && left === Math.abs(scale) ? quotientsOf(inner.right, -scale) : []
    case 'or':
      return [...quotientsOf(inner.left, scale), ...quotientsOf(inner.right, scale)]
    case 'and':
    case 'unless':
      return quotientsOf(inner.left, scale)
    default:
      return []
  }
}

/** `100 * a / b` multiplies a, and is a quotient of a and b all the same. */
function divided({ left, right }: Binary, scale: number): Pick<Scaled, 'quotient' | 'scale'> {
  const numerator = bare(left)
  if (numerator.is !== 'binary' || numerator.op !== '*') return { quotient: { left, right }, scale }
  const [first, second] = [constantOf(numerator.left), constantOf(numerator.right)]
  if (first !== undefined) return { quotient: { left: numerator.right, right }, scale: scale * first }
  return { quotient: { left: second === undefined ? left : numerator.left, right }, scale: scale * (second ?? 1) }
}

const isUpsideDown = ({ left, right }: Scaled['quotient']): string | undefined =>
  isPartOf(right, left) === 'part'
    ? 'The divisor is a part of the numerator, so the quotient is never less than 1'
    : undefined

const failed = /_(?:errors?|failures?|failed)(?:_total|_count)?$/
const whole =
  /_(?:requests|operations|queries|tasks|calls|commands|runs|attempts|executions|messages|count)(?:_total)?$/

function isLikely({ left, right }: Scaled['quotient']): string | undefined {
  const [above, below] = [onlyMetric(left), onlyMetric(right)]
  if (above === undefined || below === undefined) return undefined
  if (above === `${below}_max` || above === `${below}_limit`) return `This divides the capacity ${above} by its use`
  return whole.test(above) && failed.test(below) ? `This divides ${above} by what failed, ${below}` : undefined
}

function onlyMetric(expr: Expr): string | undefined {
  const [first, ...others] = selectors(expr)
  return others.length === 0 ? first?.metric : undefined
}
