import type { Call, Expr } from '../tree.ts'
import { absentCall } from './absent.ts'
import { distinct } from './distinct.ts'
import { elementwise } from './elementwise.ts'
import { histogramQuantile } from './histogram.ts'
import { labelCall } from './label-calls.ts'
import { interned, nameless } from './labels.ts'
import { rangeCall } from './range-calls.ts'
import { ascending, descending } from './ranked.ts'
import { refusal } from './refuse.ts'
import type { Instant, Scalar, Scope } from './scope.ts'
import { latest } from './select.ts'
import type { Sample } from './series.ts'

/** A call whose result is an instant vector. */
export function vectorCall(call: Call, scope: Scope): Instant {
  const found =
    rangeCall(call, scope) ??
    elementwiseCall(call, scope) ??
    labelCall(call, scope) ??
    absentCall(call, scope) ??
    otherCall(call, scope)
  if (!found) throw notComputed(call)
  return found
}

/** A call whose result is a scalar. */
export function scalarCall(call: Call, scope: Scope): Scalar {
  const [arg] = call.args
  if (call.fn === 'time') return (at) => at / 1000
  if (call.fn === 'pi') return () => Math.PI
  if (call.fn !== 'scalar' || !arg) throw notComputed(call)
  const inner = scope.vector(arg)
  return (at) => {
    const [first, second] = inner(at)
    return first && !second ? first.value : Number.NaN
  }
}

const notComputed = (call: Call) =>
  refusal(call, `The function ${call.fn} is not computed here.`, 'Write the query without it.')

function elementwiseCall(call: Call, scope: Scope): Instant | undefined {
  const [arg, ...rest] = call.args
  const compute = elementwise[call.fn]
  if (!compute) return undefined
  const inner = arg ? scope.vector(arg) : ofTime
  const scalars = rest.map(scope.scalar)
  const relabel = interned(nameless)
  return (at) => {
    const numbers = scalars.map((each) => each(at))
    const results = inner(at).flatMap(({ labels, value }) => {
      const result = compute(value, numbers)
      return result === undefined ? [] : [{ labels: relabel(labels), value: result }]
    })
    return distinct(results, call)
  }
}

/** What `hour()` reads. */
const ofTime: Instant = (at) => [{ labels: {}, value: at / 1000 }]

function otherCall(call: Call, scope: Scope): Instant | undefined {
  const [arg] = call.args
  if (!arg) return undefined
  switch (call.fn) {
    case 'vector': {
      const value = scope.scalar(arg)
      return (at) => [{ labels: {}, value: value(at) }]
    }
    case 'sort':
      return sorted(arg, ascending, scope)
    case 'sort_desc':
      return sorted(arg, descending, scope)
    case 'timestamp':
      return timestamp(call, arg, scope)
    case 'histogram_quantile':
      return histogramQuantile(call, scope)
    default:
      return undefined
  }
}

function sorted(arg: Expr, order: (a: Sample, b: Sample) => number, scope: Scope): Instant {
  const inner = scope.vector(arg)
  return (at) => inner(at).toSorted(order)
}

/** A selector's samples have times of their own, every other result that of its evaluation. */
function timestamp(call: Call, arg: Expr, scope: Scope): Instant {
  if (arg.is === 'paren') return timestamp(call, arg.expr, scope)
  const inner = arg.is === 'selector' ? latest(arg, scope) : timed(scope.vector(arg))
  const relabel = interned(nameless)
  return (at) =>
    distinct(
      inner(at).map(({ labels, time }) => ({ labels: relabel(labels), value: time / 1000 })),
      call,
    )
}

const timed = (inner: Instant) => (at: number) => inner(at).map((sample) => ({ ...sample, time: at }))
