import { grafanaIdOf } from '../../documents/grafana-units.ts'
import { textBelow } from '../../documents/values.ts'
import type { Query } from '../../documents/views.ts'
import type { Subject } from '../../model/subject.ts'
import { nameOf } from '../../promql/infer/unit.ts'
import type { Expr } from '../../promql/tree.ts'
import { bare } from '../../promql/walk.ts'
import type { Check } from '../check.ts'
import { inferenceOf } from '../support/inference.ts'
import { agrees, hasOneUnit, inWords, measuredBy } from '../support/measured.ts'
import { areProcessors } from '../support/processors.ts'

const plain = [undefined, '', 'none', 'short', 'sishort', 'locale']

/** How a title or an axis says the unit of plain numbers. */
const said: Readonly<Record<string, RegExp>> = {
  'count/s': /per sec|\/ ?s(?:ec)?\b|\b(?:qps|rps|ops|iops|tps)\b/i,
  seconds: /\bsec(?:ond)?s?\b|\(s\)/i,
  milliseconds: /\bms\b|millisec/i,
  ratio: /\bratio\b|\bshare\b|\bfraction\b|\bburn rate\b/i,
  // A share of a budget, such as 1% of all, is in percent by its number only.
  percent: /%|percent|\bburn rate\b/i,
}

export const missingUnit: Check = {
  id: 'missing-unit',
  severity: 'warning',
  covers: ['U05'],
  isLocal: true,
  about:
    'A panel says what its numbers measure: requests per second under "short" read like a number of requests, half a second like one half, and 5% like 0.05. It is told once for each panel; one whose title or axis says the unit, and one with overrides, are left alone.',
  run: (subject) =>
    subject.dashboards.flatMap(({ panels }) =>
      panels.filter(hasOneUnit).flatMap(({ place, title, unit, targets, json }) => {
        // A panel of old has a word of its own behind its number.
        // It may show another field than the value, too.
        if (
          !plain.includes(unit) ||
          textBelow(json, 'postfix') ||
          textBelow(json, 'options', 'reduceOptions', 'fields')
        )
          return []
        // Where the queries differ, no unit of the panel is right: another check tells of it.
        const all = targets
          .flatMap(({ query }) => (query && measuredBy(inferenceOf(subject, query).value)) ?? [])
          .filter((each) => nameOf(each) !== 'count')
        if (all.some((each) => all.some((other) => !agrees(each, other) && !agrees(other, each)))) return []
        const text = `${title} ${textBelow(json, 'fieldConfig', 'defaults', 'custom', 'axisLabel') ?? ''}`
        return targets
          .flatMap(({ query }) => {
            const measured = query && measuredBy(inferenceOf(subject, query).value)
            const name = nameOf(measured)
            if (query === undefined || measured === undefined || name === undefined || name === 'count') return []
            // A rate times the seconds of its window is a number again.
            if (name === 'count/s' && isTimesSeconds(query.expr)) return []
            if (isMeanOfState(subject, query)) return []
            if (said[name]?.test(text) || areProcessors(query.expr)) return []
            return [
              {
                place,
                query: { ...query, culprit: query.expr },
                what: `The query answers ${inWords(measured)}, and the panel shows it ${unit ? `under the unit "${unit}"` : 'without a unit'}.`,
                next: `Set the unit to ${grafanaIdOf(name) ?? 'what it measures'}.`,
              },
            ]
          })
          .slice(0, 1)
      }),
    ),
}

/** How many of some things are up, or how long one was: between the 0 and the 1 that such a panel shows anyway. */
function isMeanOfState(subject: Subject, query: Query): boolean {
  const { of } = inferenceOf(subject, query)
  const mean = bare(query.expr)
  const inner =
    mean.is === 'aggregation' && mean.op === 'avg'
      ? mean.expr
      : mean.is === 'call' && mean.fn === 'avg_over_time'
        ? mean.args[0]
        : undefined
  return inner !== undefined && of(inner).kind === 'state'
}

/** `rate * 3600`: a minute or more. */
const isTimesSeconds = (expr: Expr): boolean =>
  expr.is === 'binary' && expr.op === '*' && expr.right.is === 'number' && expr.right.value >= 60
