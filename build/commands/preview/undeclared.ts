import type { DayPlan, PlannedSeries } from '../../data/day.ts'
import { genericRows } from '../../data/generic.ts'
import { isObject } from '../../documents/values.ts'
import { catalogOf } from '../../import/catalog.ts'
import { type Asked, guess } from '../../import/guess.ts'
import { queriesOfDashboard, readBesides } from '../../import/panel-queries.ts'
import type { Labels, Values } from '../../language/labels.ts'
import type { AnyMetric } from '../../language/metric.ts'
import type { ShownDashboard } from '../../preview/server/protocol.ts'
import { selectors } from '../../promql/rewrite.ts'

/** Of one metric: more show no more. */
const mostRows = 40
const mostValues = 4

/**
 * The plan with series for what dashboards of another origin read and no definition declares: of the types that names and use
 * tell, with the labels and values that the queries themselves ask for.
 */
export function withUndeclared(plan: DayPlan, dashboards: readonly ShownDashboard[]): DayPlan {
  const asked = dashboards.flatMap(({ json }) => {
    if (!isObject(json)) return []
    const read = { file: '', stem: '', folder: '', json }
    return [...queriesOfDashboard(read), ...readBesides(read)]
  })
  const known = new Set([
    ...plan.series.map(({ name }) => name),
    ...plan.recordings.map(({ record }) => record),
    'ALERTS',
    'ALERTS_FOR_STATE',
  ])
  const taken = guess(asked, new Set(), new Map()).filter(({ name }) => !known.has(name))
  const { handles } = catalogOf(taken, new Set(), new Map())
  const values = valuesIn(asked)
  const series = taken.flatMap(({ name, type }): readonly PlannedSeries[] => {
    const metric = handles.get(type === 'histogram' ? `${name}_bucket` : name)?.metric as AnyMetric | undefined
    if (metric === undefined) return []
    const declared = labelsFor(metric, values.get(name) ?? new Map())
    const edges = (metric.edges ?? []).map(String)
    const rows = genericRows(metric, declared, edges, [plan.begin - threeDays]).slice(0, mostRows)
    return rows.map(({ labels, behaviour }) => ({ name, labels, behaviour }))
  })
  return series.length === 0 ? plan : { ...plan, series: [...plan.series, ...series] }
}

/** In milliseconds: what runs was started then. */
const threeDays = 3 * 86_400_000

type Asking = ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>>

/** The values that queries ask of the labels of each metric. */
function valuesIn(asked: readonly Asked[]): Asking {
  const found = new Map<string, Map<string, Set<string>>>()
  for (const { expr } of asked)
    for (const { metric = '', matchers } of selectors(expr)) {
      const name = metric.replace(/_(?:bucket|count|sum)$/, '')
      for (const own of new Set([metric, name])) {
        const labels = found.get(own) ?? new Map<string, Set<string>>()
        found.set(own, labels)
        for (const { label, op, value } of matchers) {
          const given = op === '=' ? [value] : op === '=~' ? value.split('|') : []
          const plain = given.filter((each) => /^[\w ./:@-]+$/.test(each))
          if (plain.length === 0) continue
          labels.set(label, new Set([...(labels.get(label) ?? []), ...plain]))
        }
      }
    }
  return found
}

/** The labels of a metric, closed to what is asked of them; it comes from some target of some job. */
const labelsFor = ({ declared }: AnyMetric, values: ReadonlyMap<string, ReadonlySet<string>>): Labels =>
  Object.fromEntries<Values>(
    [...new Set(['job', 'instance', ...Object.keys(declared), ...values.keys()])]
      .filter((label) => label !== 'le' && label !== '__name__')
      .map((label) => {
        const [first, ...others] = [...(values.get(label) ?? [])].slice(0, mostValues)
        return [label, first === undefined ? (declared[label] ?? open) : [first, ...others]] as const
      }),
  )

const open: Values = { extent: 'open', expected: 3, groups: {} }
