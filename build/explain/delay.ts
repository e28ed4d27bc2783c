import type { Catalog } from '../model/catalog.ts'
import { parseDuration, printDuration } from '../promql/duration.ts'
import { printLine } from '../promql/print.ts'
import { selectors } from '../promql/rewrite.ts'
import type { Expr, Selector, Subquery } from '../promql/tree.ts'
import { children, walk } from '../promql/walk.ts'
import type { Settings } from '../witness/ground.ts'

interface Waits {
  readonly expr: Expr
  readonly for: number
  readonly keepFiringFor: number
}

/** How late an alert is, in sentences. */
export function lateness({ expr, for: hold }: Waits, { scrape, evaluationInterval }: Settings): readonly string[] {
  const interval = parseDuration(evaluationInterval)
  const every = parseDuration(scrape.interval)
  // Only whole evaluations count.
  const waits = Math.ceil(hold / interval) * interval
  const window = windowOf(expr)
  const parts = [
    `until it is scraped, 0s to ${printDuration(every)}`,
    `until it is evaluated, 0s to ${printDuration(interval)}`,
    ...(hold > 0 ? [`\`for\`, ${printDuration(waits)}`] : []),
  ]
  return [
    `It fires ${printDuration(waits)} to ${printDuration(waits + interval + every)} after the value is over the line: ${parts.join('; ')}.`,
    ...(waits === hold
      ? []
      : [`\`for\` is no whole number of evaluations, so ${printDuration(hold)} are ${printDuration(waits)}.`]),
    ...(window > 0
      ? [
          `Its window of ${printDuration(window)} comes before that: what barely crosses the line needs all of it to be seen, so that it fires after up to ${printDuration(waits + interval + every + window)}; what is far over it is seen after two scrapes.`,
        ]
      : []),
  ]
}

/** The longest window whose values are taken together. */
export function windowOf(expr: Expr): number {
  const ranges = [...walk(expr)].flatMap((node) =>
    node.is === 'selector' || node.is === 'subquery' ? (node.range === undefined ? [] : parseDuration(node.range)) : [],
  )
  return Math.max(0, ...ranges)
}

/** What one evaluation reads, in sentences: series times samples, as far as they are known. */
export function costOf(expr: Expr, catalog: Catalog, { scrape }: Settings): readonly string[] {
  const every = parseDuration(scrape.interval)
  const read = selectors(expr).map((selector) => {
    const samples = selector.range === undefined ? 1 : Math.ceil(parseDuration(selector.range) / every)
    return { text: textOf(selector), samples, series: seriesOf(selector, catalog), steps: stepsAround(expr, selector) }
  })
  if (read.length === 0) return ['An evaluation reads nothing.']
  const parts = [...new Map(read.map((each) => [each.text, each])).values()].map(({ text, samples, series, steps }) => {
    const each = samples * steps
    const some = `${each} ${each === 1 ? 'sample' : 'samples'}`
    return series === undefined
      ? `${some} of each series of ${text}`
      : `${some} of each of ${series} series of ${text} per target`
  })
  const known = read.every(({ series }) => series !== undefined)
  const total = read.reduce((sum, { samples, steps, series = 1 }) => sum + samples * steps * series, 0)
  return [
    `An evaluation reads ${parts.join(', ')}${known ? `: ${total} samples in all for each target` : ''}, scraped every ${printDuration(every)}.`,
  ]
}

const textOf = ({ metric, matchers, range }: Selector): string =>
  printLine({
    is: 'selector',
    ...(metric === undefined ? {} : { metric }),
    matchers,
    ...(range === undefined ? {} : { range }),
  })

/** How many series one target has, by a recorded exposition. */
function seriesOf({ metric }: Selector, catalog: Catalog): number | undefined {
  const known = catalog.find(metric ?? '')
  return known !== undefined && 'foreign' in known ? known.foreign.samples?.length : undefined
}

/** How often subqueries evaluate what is inside them, at most. */
export function stepsIn(expr: Expr): number {
  const inner = Math.max(1, ...children(expr).map(stepsIn))
  return expr.is === 'subquery' ? inner * stepsOf(expr) : inner
}

/** How often a subquery reads a selector. */
function stepsAround(expr: Expr, selector: Selector): number {
  const around = [...walk(expr)].flatMap((node) =>
    node.is === 'subquery' && selectors(node).includes(selector) ? stepsOf(node) : [],
  )
  return around.reduce((product, steps) => product * steps, 1)
}

/** Without a step of its own it takes those of the rules, a minute apart. */
const stepsOf = ({ range, step }: Subquery): number =>
  Math.max(1, Math.floor(parseDuration(range) / Math.max(1, step === undefined ? 60_000 : parseDuration(step))))
