import { nearest } from '../../nearest.ts'
import { aggregations, functions, type Lifetime, type PromqlFunction } from '../functions.ts'
import { spanOf } from '../spans.ts'
import type { Aggregation, Call } from '../tree.ts'
import { type Finding, isOlder, type TypeOptions } from './finding.ts'
import { expectType, typeOf } from './typeof.ts'

/** Whether the function exists, in the targeted version too, and takes these arguments. */
export function* checkCall(call: Call, options: TypeOptions): Generator<Finding, void> {
  const { fn, args } = call
  const known = functions.get(fn)
  const at = spanOf(call, 'name') ?? {}
  if (!known) {
    const meant = nearest(fn, functions.keys())
    const hint = meant === undefined ? {} : { hint: `Did you mean ${meant}?` }
    yield { message: `unknown function with name "${fn}"`, ...hint, ...at }
    return
  }
  for (const finding of lifetime(fn, known, options)) yield { ...finding, ...at }
  const arity = arityProblem(known, args.length)
  if (arity !== undefined) yield { message: arity, ...spanOf(call) }
  for (const [index, arg] of args.entries()) {
    const want = known.args[index] ?? (known.min === known.max ? undefined : known.args.at(-1))
    if (want) yield* expectType(arg, want, `call to function "${fn}"`)
  }
  if (fn === 'info') yield* checkInfo(call)
}

/** Of the second argument of `info` only the matchers are read. */
function* checkInfo({ args: [, labels] }: Call): Generator<Finding, void> {
  if (!labels || typeOf(labels) !== 'vector') return
  if (labels.is !== 'selector') yield { message: 'expected label selectors only', ...spanOf(labels) }
  else if (labels.metric !== undefined) {
    yield { message: 'expected label selectors only, got vector selector instead', ...spanOf(labels) }
  }
}

function arityProblem({ name, min, max }: PromqlFunction, got: number): string | undefined {
  if (min === max) return got === min ? undefined : `expected ${min} argument(s) in call to "${name}", got ${got}`
  if (got < min) return `expected at least ${min} argument(s) in call to "${name}", got ${got}`
  return got > max ? `expected at most ${max} argument(s) in call to "${name}", got ${got}` : undefined
}

/** Whether the targeted version has the aggregation operator. */
export function* checkAggregationOperator(expr: Aggregation, options: TypeOptions): Generator<Finding, void> {
  const known = aggregations.get(expr.op)
  const at = spanOf(expr, 'name') ?? {}
  if (!known) yield { message: `aggregation operator expected in aggregation expression but got "${expr.op}"`, ...at }
  else for (const finding of lifetime(expr.op, known, options)) yield { ...finding, ...at }
}

function* lifetime(name: string, known: Lifetime, { version, experimental }: TypeOptions): Generator<Finding, void> {
  const { since, until, renamed } = known
  if (version === undefined) return
  if (since !== undefined && isOlder(version, since)) {
    yield {
      message: `unknown function with name "${name}"`,
      hint: `Prometheus has it since ${since}, and this is for ${version}.`,
    }
  } else if (until !== undefined && !isOlder(version, until)) {
    yield {
      message: `unknown function with name "${name}"`,
      hint: `Since Prometheus ${until} it is called ${renamed ?? 'otherwise'}.`,
    }
  } else if (!experimental && isExperimental(known, version)) {
    yield {
      message: `function "${name}" is not enabled`,
      hint: 'The server needs --enable-feature=promql-experimental-functions.',
    }
  }
}

const isExperimental = ({ experimental }: Lifetime, version: string): boolean =>
  experimental === true || (experimental !== undefined && isOlder(version, experimental))
