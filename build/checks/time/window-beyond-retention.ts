import type { Expr } from '../../promql/tree.ts'
import { children } from '../../promql/walk.ts'
import type { Check } from '../check.ts'
import { queriesOf } from '../support/queries.ts'
import { inWords, secondsOf } from '../support/windows.ts'

export const windowBeyondRetention: Check = {
  id: 'window-beyond-retention',
  severity: 'error',
  covers: ['R02'],
  about:
    'A query looks back no further than samples are kept: windows, subqueries and offsets add up, and beyond the retention there is nothing to read, so a comparison with last month is silently empty. Fixed times (`@ 1700000000`) and windows that Grafana chooses are not judged; neither is storage outside Prometheus, of which it knows nothing.',
  run: (subject) => {
    const retention = subject.scraping?.retention
    if (retention === undefined) return []
    return queriesOf(subject).flatMap((query) => {
      const { seconds, culprit } = furthest(query.expr)
      if (seconds <= retention) return []
      return [
        {
          place: query.place,
          query: { ...query, culprit },
          what: `This looks ${inWords(seconds)} back, and Prometheus keeps ${inWords(retention)}.`,
          next: 'Shorten the window or offset, raise the retention, or record the result while it can be computed.',
        },
      ]
    })
  },
}

interface Reach {
  readonly seconds: number
  readonly culprit: Expr
}

/** How far back an expression looks, and the selector or subquery that does. */
function furthest(expr: Expr): Reach {
  const inner = children(expr)
    .map(furthest)
    .reduce((a, b) => (b.seconds > a.seconds ? b : a), { seconds: 0, culprit: expr })
  if (expr.is !== 'selector' && expr.is !== 'subquery') return inner
  if (expr.at !== undefined) return { seconds: 0, culprit: expr }
  const own = (secondsOf(expr.range ?? '0s') ?? 0) + (secondsOf(expr.offset ?? '0s') ?? 0)
  return { seconds: inner.seconds + own, culprit: expr }
}
