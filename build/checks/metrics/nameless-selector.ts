import { queriesOf } from '../../model/queries.ts'
import type { Expr, Selector } from '../../promql/tree.ts'
import { asksForSomething } from '../../promql/types/selector.ts'
import { children } from '../../promql/walk.ts'
import type { Check } from '../check.ts'

/** What is meaningful of any series: that there are some, and how many. */
const counting = new Set(['count', 'group', 'absent', 'absent_over_time', 'count_over_time', 'present_over_time'])
const mixing = new Set(['rate', 'irate', 'increase', 'delta', 'idelta', 'deriv', 'predict_linear'])

export const namelessSelector: Check = {
  id: 'nameless-selector',
  severity: 'error',
  covers: ['M11'],
  isLocal: true,
  about:
    'A selector names its metric. `{job="x"} > 0` compares bytes, seconds and build numbers of the whole job with 0, and rate() over a pattern of names drops the names, so that series of different metrics collide. Counting series of any name is fine.',
  run: (subject) =>
    queriesOf(subject).flatMap((query) =>
      [...nameless(query.expr)].map(({ culprit, what }) => ({
        place: query.place,
        query: { ...query, culprit },
        what,
        next: 'Write the name of the metric before the braces.',
      })),
    ),
}

interface Nameless {
  readonly culprit: Selector
  readonly what: string
}

function* nameless(expr: Expr, fn = ''): Generator<Nameless, void> {
  if (expr.is !== 'selector') {
    const inner = expr.is === 'call' ? expr.fn : expr.is === 'aggregation' ? expr.op : expr.is === 'paren' ? fn : ''
    for (const child of children(expr)) yield* nameless(child, inner)
    return
  }
  const named = expr.matchers.find(({ label }) => label === '__name__')
  if (expr.metric !== undefined || named?.op === '=') return
  // Names that are listed are those of one metric in several releases.
  if (named?.op === '=~' && !/[.*+[]/.test(named.value)) return
  // Without a matcher that demands something Prometheus refuses it, which is told.
  if (!expr.matchers.some(asksForSomething)) return
  if (named === undefined && !counting.has(fn)) {
    yield { culprit: expr, what: 'This selects every metric of those series, whatever it measures.' }
  } else if (named !== undefined && mixing.has(fn)) {
    yield { culprit: expr, what: `${fn}() drops the name, so series of different metrics would have the same labels.` }
  }
}
