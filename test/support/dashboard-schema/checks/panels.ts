import type { Dashboard } from '../dashboard.ts'
import type { Visual } from '../panels.ts'
import { thresholds as thresholdsSchema } from '../values.ts'
import { called, everything, visuals } from './naming.ts'

/** The values that occur more than once, each once. */
const repeated = <T>(values: readonly T[]): T[] => [
  ...new Set(values.filter((value, i) => values.indexOf(value) !== i)),
]

const ids = (dashboard: Dashboard): string[] =>
  repeated(everything(dashboard).map(({ id }) => id)).map((id) => {
    const users = everything(dashboard).filter((each) => each.id === id)
    return `id ${id} belongs to ${users.map(called).join(' and ')}`
  })

/** A heatmap formats its buckets with its axis' unit; a table's columns may each have their own. */
const hasUnit = (panel: Visual): boolean => {
  if (panel.type === 'heatmap') return panel.options.yAxis.unit !== undefined
  const { defaults, overrides } = panel.fieldConfig
  if (defaults.unit !== undefined) return true
  return panel.type === 'table' && overrides.some(({ properties }) => properties.some(({ id }) => id === 'unit'))
}

const missing = (panel: Visual): string[] => {
  const parts: [string, boolean][] = [
    ['title', panel.title !== undefined],
    ['description', panel.description !== undefined],
    ['targets', (panel.targets ?? []).length > 0],
    ['unit', hasUnit(panel)],
    // A heatmap says nothing in its place: Grafana has no use for it there.
    ['noValue', panel.type === 'heatmap' || panel.fieldConfig.defaults.noValue !== undefined],
  ]
  return parts.filter(([, present]) => !present).map(([part]) => `${called(panel)} has no ${part}`)
}

const targets = (panel: Visual): string[] => {
  const all = panel.targets ?? []
  return [
    ...repeated(all.map(({ refId }) => refId)).map((refId) => `${called(panel)} has two targets ${refId}`),
    ...all
      .filter(({ format, legendFormat = '' }) => (format ?? 'time_series') === 'time_series' && legendFormat === '')
      .map(({ refId }) => `${called(panel)} target ${refId} has no legendFormat`),
  ]
}

/** Grafana takes the last step whose value is not above the measured one, so they start at the base and ascend. */
const thresholds = (panel: Visual): string[] => {
  const { defaults, overrides } = panel.fieldConfig
  const overridden = overrides
    .flatMap(({ properties }) => properties)
    .filter(({ id }) => id === 'thresholds')
    .map(({ value }) => thresholdsSchema.parse(value))
  return [...(defaults.thresholds ? [defaults.thresholds] : []), ...overridden].flatMap(({ steps }) => {
    const [base, ...others] = steps.map(({ value }) => value ?? Number.NEGATIVE_INFINITY)
    const ascending = others.every((value, i) => value > (i === 0 ? -Infinity : (others[i - 1] ?? Infinity)))
    // Grafana writes 0 for what has no beginning.
    if ((base === Number.NEGATIVE_INFINITY || base === 0) && ascending) return []
    return [`${called(panel)} has thresholds out of order: ${steps.map(({ value }) => value ?? 'base').join(', ')}`]
  })
}

const calcs = (panel: Visual): string[] => {
  if (panel.type !== 'stat' && panel.type !== 'gauge' && panel.type !== 'bargauge') return []
  return panel.options.reduceOptions.calcs.length > 0 ? [] : [`${called(panel)} has empty reduceOptions.calcs`]
}

/** Duplicate ids and ref ids, missing parts, missing legends, thresholds out of order, empty reductions. */
export const panelFindings = (dashboard: Dashboard): string[] => [
  ...ids(dashboard),
  ...visuals(dashboard).flatMap((panel) => [
    ...missing(panel),
    ...targets(panel),
    ...thresholds(panel),
    ...calcs(panel),
  ]),
]
