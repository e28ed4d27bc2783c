import type { Kind } from '../../promql/infer/value.ts'
import { bare } from '../../promql/walk.ts'
import type { Check } from '../check.ts'
import { isBetweenEdges } from '../support/between-edges.ts'
import { recordedValue } from '../support/inference.ts'
import { inspect } from '../support/inspect.ts'

/** Functions that know that a counter restarts at 0. */
const counting = ['rate', 'increase', 'irate']

const level =
  'Take deriv() or delta() for how a level moves, or avg_over_time() and max_over_time() for the level itself.'

/** What is no counter: its name, and what to do instead. */
const others: Partial<Record<Kind, readonly [name: string, next: string]>> = {
  gauge: ['a gauge', level],
  state: [
    'a gauge that is 0 or 1',
    'Take changes() for how often it switched, or avg_over_time() for its share of the time.',
  ],
  timestamp: ['a moment', 'Take time() - … for its age, or changes() for how often it moved.'],
  info: ['an info metric, always 1', 'Count the series with count(), or join their labels to another metric.'],
  quantile: ['a quantile', level],
  ratio: ['a share', level],
  mean: ['a mean', level],
  count: ['a count of series', level],
}

export const rateOfGauge: Check = {
  id: 'rate-of-gauge',
  severity: 'error',
  covers: ['T01', 'T03'],
  isLocal: true,
  about:
    'rate(), irate() and increase() read counters: they take every decrease for a restart and add the lost part back. Of a gauge, whose value falls in normal operation, they answer numbers that were never there. The type is that of the catalog, whatever the name ends in: a gauge called *_total is a gauge.',
  run: (subject) =>
    inspect(subject, ({ node, of }) => {
      const [arg] = node.is === 'call' && counting.includes(node.fn) ? node.args : []
      if (node.is !== 'call' || arg === undefined) return undefined
      const read = bare(arg)
      // Of what has no range the check of types tells.
      if (read.is !== 'selector' && read.is !== 'subquery') return undefined
      if (read.is === 'subquery' && isBetweenEdges(read.expr)) return undefined
      const recorded = read.is === 'selector' ? recordedValue(subject, read.metric ?? '') : undefined
      const other = others[(recorded ?? of(arg)).kind]
      if (other === undefined) return undefined
      const [what, next] = other
      const name = read.is === 'selector' && read.metric !== undefined ? read.metric : 'what it reads here'
      const misled = name.endsWith('_total') ? ', whatever its name says' : ''
      return {
        culprit: node,
        part: 'name',
        what: `${node.fn}() is for counters, and ${name} is ${what}${misled}: ${of(arg).kind === 'timestamp' ? 'how far it moves is no number of events' : 'every decrease would count as a restart'}.`,
        next,
      }
    }),
}
