import { isClosed } from '../../language/labels.ts'
import type { Subject } from '../../model/subject.ts'
import { own } from '../../own.ts'
import { hasMacro } from '../../promql/macros.ts'
import { accepts } from '../../promql/regex/compile.ts'
import type { Expr, Matcher, Selector } from '../../promql/tree.ts'
import { bare, children } from '../../promql/walk.ts'
import type { Check } from '../check.ts'
import { limitOf } from '../support/around.ts'
import { type Inspected, inspect, type Remark } from '../support/inspect.ts'
import { constantOf } from '../support/terms.ts'

export const absentPart: Check = {
  id: 'absent-part',
  severity: 'warning',
  covers: ['A15'],
  isLocal: true,
  about:
    'A series with labels exists from the first event on. Until then `1 - errors / requests` is not 100% but nothing at all: the panel has a gap where everything is well, and the recording rule no value. The catalog knows which series are there from the start: those of closed labels, and listed values of open ones. An alert that fires where the result is small is left alone, since nothing means nothing is wrong.',
  run: (subject) => inspect(subject, (part) => subtracted(subject, part)),
}

function subtracted(subject: Subject, { node, around, of }: Inspected): Remark | undefined {
  if (node.is !== 'binary' || node.op !== '-' || of(node.right).type !== 'vector') return undefined
  const outer = around().find(({ is }) => is !== 'paren')
  const limit = outer && limitOf(outer)
  const isRest = constantOf(node.left) !== undefined
  if (isRest && (limit?.op === '<' || limit?.op === '<=')) return undefined
  const late = lateMatcher(subject, node.right)
  if (late === undefined) return undefined
  const { label, op, value } = late.matcher
  return {
    culprit: late.matcher,
    what: `Until the first event no series of ${late.selector.metric ?? 'it'} has ${label}${op}"${value}", and then the whole difference has no value.`,
    next: isRest
      ? 'Take the share of the others instead, or fall back: (part or 0 * whole).'
      : 'Fall back to 0: (part or 0 * whole).',
  }
}

interface Late {
  readonly selector: Selector
  readonly matcher: Matcher
}

/** A matcher that no series may fit at first, and without which the expression has no value. */
function lateMatcher(subject: Subject, expr: Expr): Late | undefined {
  const inside = bare(expr)
  if (inside.is === 'binary' && (inside.op === 'or' || inside.op === 'unless')) return undefined
  if (inside.is === 'selector') {
    const matcher = inside.matchers.find((each) => isLate(subject, inside, each))
    return matcher && { selector: inside, matcher }
  }
  if (inside.is === 'call' && inside.fn.startsWith('absent')) return undefined
  for (const child of children(inside)) {
    const found = lateMatcher(subject, child)
    if (found !== undefined) return found
  }
  return undefined
}

function isLate({ catalog }: Subject, selector: Selector, matcher: Matcher): boolean {
  const { label, op, value } = matcher
  const metric = catalog.metricOf(selector)
  const values = own(metric?.declared, label)
  if (metric === undefined || values === undefined || isClosed(values) || ['job', 'instance'].includes(label))
    return false
  const isCounter = metric.type === 'counter' || metric.type === 'histogram'
  if (!isCounter || (op !== '=' && op !== '=~') || value === '' || hasMacro(value) || accepts(matcher, '') === true)
    return false
  // `.+` asks for any value, which some series has.
  if (accepts(matcher, 'any') === true) return false
  return !(own(metric.facts.initialised, label) ?? []).some((each) => accepts(matcher, each) === true)
}
