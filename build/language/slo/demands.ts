import { ownLabel, ownValue } from '../demands/alert-words.ts'
import { amountOf, aWindow } from '../demands/amounts.ts'
import { aComponent } from '../demands/component.ts'
import { type Demand, due, type Fault, line, listOf, optional, recordOf } from '../demands/demand.ts'
import { aQuery, made } from '../demands/kinds.ts'
import { alertName } from '../demands/names.ts'
import { listed } from '../demands/shown.ts'
import type { AnyMetric, Buckets } from '../metric.ts'
import { type AnyQuery, Query } from '../query.ts'
import { aSeverity } from '../severity.ts'
import { magnitude, type Window } from '../units.ts'

// What an objective demands of what it is given.

export const aName = due(
  'a name in lower case',
  (value) => typeof value === 'string' && /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(value) && value.length <= 63,
  'Write letters, digits and single dashes: api-availability.',
)

export const enough = due(
  'a whole number from 1 on',
  (value) => Number.isInteger(value) && Number(value) >= 1,
  'Write from how many failures on the alerts may judge: 5, say.',
)

export const ofAll = {
  objective: amountOf('ratio'),
  over: aWindow,
  component: aComponent,
  title: optional(line),
  promise: optional(line),
  alert: optional(alertName),
  atLeast: optional(enough),
  for: optional(aWindow),
  insteadOf: optional(listOf(made('alert', 'an alert', 'Give it alerts of alerts/.'))),
  diagnosis: optional(recordOf(aQuery)),
  labels: optional(recordOf(ownValue, ownLabel)),
  unproven: optional(line),
  page: optional(aSeverity),
  ticket: optional(aSeverity),
}

/** A rate whose window the SLO chooses. */
export const aRate: Demand = {
  due: 'a rate',
  faults: (value, name) => {
    const faults = aQuery.faults(value, name)
    if (!(value instanceof Query)) return faults
    return value.isOpen
      ? []
      : [{ what: `${name} has a window already, and an SLO needs several.`, next: 'Leave .over() out.' }]
  },
}

export const perSecond = ({ unit }: AnyQuery): readonly Fault[] =>
  unit === 'count/s'
    ? []
    : [
        {
          what: `total measures ${unit}, and an SLO counts events per second.`,
          next: 'Give it rates of counters: sum(rate(…)).',
        },
      ]

export const oneOfTwo = (good: unknown, bad: unknown): readonly Fault[] =>
  (good === undefined) !== (bad === undefined)
    ? []
    : [
        {
          what:
            good === undefined
              ? 'neither good nor bad is there.'
              : 'both good and bad are there, and each follows from the other.',
          next: 'Say one of them: bad where failures are counted, good where successes are.',
        },
      ]

export function anObjective(objective: string): readonly Fault[] {
  const share = magnitude(objective)
  if (share > 0 && share < 1) return []
  const why =
    share <= 0
      ? 'then everything may fail'
      : 'then nothing may ever fail, and the first failure spends the whole budget'
  return [
    {
      what: `objective should be above 0% and below 100%, and is ${objective}: ${why}.`,
      next: "Write what users can count on: '99.9%', say.",
      key: 'objective',
    },
  ]
}

export const noPair = (objective: string, over: Window, leftOut: readonly string[]): readonly Fault[] => [
  {
    what: `objective ${objective} over ${over} leaves no pair of windows that could ever fire: ${leftOut.map((each) => each.replace(/\.$/, '')).join('; ')}.`,
    next: 'Raise the objective, or choose another period.',
    key: 'objective',
  },
]

export const aTimed = ({ name, unit }: AnyMetric): readonly Fault[] =>
  unit === 'seconds'
    ? []
    : [
        {
          what: `of measures ${unit} (${name}), and within is a time.`,
          next: 'Give it a histogram of seconds; of another count what is good or bad with slo().',
          key: 'of',
        },
      ]

/** That a bucket ends there; else the nearest that do. */
export function anEdge(buckets: Buckets<'seconds'>, within: unknown): readonly Fault[] {
  if (buckets.includes(within as never)) return []
  const wanted = magnitude(within as string)
  const [below, above] = [
    buckets.findLast((edge) => magnitude(edge) < wanted),
    buckets.find((edge) => magnitude(edge) > wanted),
  ]
  const nearest = [below, above].filter((edge) => edge !== undefined)
  return [
    {
      what: `within should be the edge of a bucket, and is '${within}'.`,
      next: `The nearest ${nearest.length === 1 ? 'is' : 'are'} ${listed(nearest, 'and')}; or give the histogram a bucket that ends there.`,
      key: 'within',
    },
  ]
}
