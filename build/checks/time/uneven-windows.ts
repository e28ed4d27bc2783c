import { selectors } from '../../promql/rewrite.ts'
import type { Binary, Expr } from '../../promql/tree.ts'
import type { Check } from '../check.ts'
import { inspect } from '../support/inspect.ts'
import { inWords, windowsOf } from '../support/windows.ts'

export const unevenWindows: Check = {
  id: 'uneven-windows',
  severity: 'error',
  covers: ['R11'],
  isLocal: true,
  about:
    "Both sides of a mean or a share look at the same window. The sum of five minutes by the count of one is no mean: at a steady pace it happens to be right, and after each burst it is far off. Judged are a `_sum` by its `_count`, a bucket by the count, some of a metric's series by all of them, and a part by a sum that contains it; one metric over two windows is a comparison with its past, and left alone. A window that Grafana chooses is another one than a fixed one.",
  run: (subject) =>
    inspect(subject, ({ node }) => {
      if (node.is !== 'binary' || node.op !== '/' || !belong(node)) return undefined
      const [above, under] = [windowIn(node.left), windowIn(node.right)]
      if (above === undefined || under === undefined || above === under) return undefined
      return {
        culprit: node,
        part: 'operator',
        what: `The left side looks at ${told(above)} and the right side at ${told(under)}, so the quotient is of two different times.`,
        next: 'Take the same window on both sides.',
      }
    }),
}

/** The window of a side, in seconds or as Grafana's variable; `undefined` where it has none, or several. */
function windowIn(expr: Expr): number | string | undefined {
  const all = new Set([...windowsOf(expr)].map(({ node, seconds }) => seconds ?? node.range))
  return all.size === 1 ? [...all][0] : undefined
}

const told = (window: number | string): string => (typeof window === 'number' ? inWords(window) : window)

/** Whether the two sides are parts of one thing, by their names and matchers. */
function belong({ left, right }: Binary): boolean {
  const [part, whole] = [namesIn(left), namesIn(right)]
  const [name] = part
  if (name === undefined || part.length > 1 || !isGrowth(left) || !isGrowth(right)) return false
  if (whole.length > 1) return whole.includes(name)
  const [other] = whole
  if (/_(?:sum|bucket)$/.test(name) && name.replace(/_(?:sum|bucket)$/, '_count') === other) return true
  return name === other && matchersIn(left).length > matchersIn(right).length
}

const namesIn = (expr: Expr): readonly string[] => [
  ...new Set(selectors(expr).flatMap(({ metric }) => (metric === undefined ? [] : [metric]))),
]

const matchersIn = (expr: Expr) => selectors(expr).flatMap(({ matchers }) => matchers)

/** Whether everything in it is read through a window, at the same time. */
const isGrowth = (expr: Expr): boolean =>
  selectors(expr).every(({ range, offset, at }) => range !== undefined && offset === undefined && at === undefined)
