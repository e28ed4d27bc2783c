import { below, objectsBelow } from '../../documents/values.ts'
import type { Panel, Query } from '../../documents/views.ts'
import type { Subject } from '../../model/subject.ts'
import { hasMacro } from '../../promql/macros.ts'
import { selectors } from '../../promql/rewrite.ts'
import type { Check } from '../check.ts'
import { inferenceOf } from '../support/inference.ts'
import { secondsOf } from '../support/windows.ts'

/** What must not be added up over time, and in which words. */
const instead: Readonly<Record<string, string>> = {
  rate: 'a rate',
  ratio: 'a share',
  quantile: 'a quantile',
  mean: 'a mean',
  gauge: 'a level',
  state: 'a state',
  count: 'a number of series',
  timestamp: 'a moment',
}

export const legendCalcs: Check = {
  id: 'legend-calcs',
  severity: 'error',
  covers: ['D10'],
  isLocal: true,
  about:
    'A total over time is the sum of all points that were drawn, so it depends on the width of the panel: of a rate or a level it means nothing, and of an increase over a fixed window it counts each event many times. An increase over `$__interval` or `$__rate_interval` is left alone, since its points hardly overlap, and so is one over the interval that the query or its panel sets.',
  run: (subject) =>
    subject.dashboards.flatMap(({ panels }) =>
      panels.filter(({ json }) => addsUp(json)).flatMap((panel) => findingsOf(subject, panel)),
    ),
}

/** Whether the legend, or the panel's one number, is a sum over time. */
function addsUp(json: Panel['json']): boolean {
  const calcs = [below(json, 'options', 'legend', 'calcs'), below(json, 'options', 'reduceOptions', 'calcs')]
  return calcs.some((list) => Array.isArray(list) && list.includes('sum')) || below(json, 'legend', 'total') === true
}

const findingsOf = (subject: Subject, { place, targets, json }: Panel) =>
  targets.flatMap(({ refId, query, instant }) => {
    if (query === undefined || instant) return []
    const { kind } = inferenceOf(subject, query).value
    const window = kind === 'increase' ? fixedWindow(query) : undefined
    // Points as far apart as the window is long count each event once.
    const own = objectsBelow(json, 'targets').find((target) => target.refId === refId)?.interval
    const isApart = [own, json.interval].some((each) => typeof each === 'string' && isAsLong(each, window))
    if (window !== undefined && isApart) return []
    const word = window === undefined ? instead[kind] : `an increase over ${window}`
    if (word === undefined) return []
    return [
      {
        place,
        query: { ...query, culprit: query.expr },
        what: `The panel adds up all points over time, and each point is ${word}.`,
        next: 'Take lastNotNull, mean or max; for a total, show increase(…[$__range]) as one number.',
      },
    ]
  })

/** `60m` is as long as `1h`. */
const isAsLong = (interval: string, window = ''): boolean =>
  interval !== '' && secondsOf(interval.replace(/^>/, '')) === secondsOf(window)

function fixedWindow({ expr }: Query): string | undefined {
  const windows = selectors(expr).flatMap(({ range }) => range ?? [])
  return windows.some(hasMacro) ? undefined : windows[0]
}
