import { withoutDefaults } from '../../diff/compare/defaults.ts'
import { stable } from '../../diff/compare/fields.ts'
import { isGrafanaDefault, noise } from '../../diff/compare/grafana.ts'
import { canonical } from '../../diff/promql/canonical.ts'
import { sourceName } from '../../diff/read/dashboard.ts'
import { isObject } from '../../documents/values.ts'
import { objects } from '../panel-queries.ts'
import type { Json } from '../read.ts'

/**
 * A panel as its definition has it, with what somebody changed in Grafana. What Grafana writes by itself, and what says the
 * same in other words, stays as the definition has it; so does the place, unless it `isMoved`.
 */
export function mergedPanel(before: Json, after: Json, isMoved: boolean): Json {
  const theirs = withFirstStep(before.type === after.type ? withoutDefaults(String(after.type), after, before) : after)
  const { gridPos: place, targets, ...said } = before
  const changed = Object.fromEntries(
    Object.entries(theirs).filter(([key]) => !noise.includes(key) && key !== 'gridPos' && key !== 'targets'),
  )
  const kept = Object.fromEntries(noise.flatMap((key) => (key in before ? [[key, before[key]]] : [])))
  const found = merged('', said, { ...changed, ...kept }) as Json
  const at = isMoved && after.gridPos !== undefined ? after.gridPos : place
  const asked = mergedTargets(before, after)
  return {
    ...found,
    ...(at === undefined ? {} : { gridPos: at }),
    ...(asked === undefined ? {} : { targets: asked }),
  }
}

/** Grafana saves 0 as the beginning of the first step, which has none. */
function withFirstStep(panel: Json): Json {
  const { fieldConfig } = panel
  const defaults = isObject(fieldConfig) ? fieldConfig.defaults : undefined
  const thresholds = isObject(defaults) ? defaults.thresholds : undefined
  if (!isObject(fieldConfig) || !isObject(defaults) || !isObject(thresholds)) return panel
  const steps = objects(thresholds.steps).map((step, at) => (at === 0 ? { ...step, value: null } : step))
  return { ...panel, fieldConfig: { ...fieldConfig, defaults: { ...defaults, thresholds: { ...thresholds, steps } } } }
}

/** The queries, each with what was changed of it. */
function mergedTargets(before: Json, after: Json): unknown {
  if (after.targets === undefined || !Array.isArray(before.targets)) return after.targets ?? undefined
  const old = objects(before.targets)
  return objects(after.targets).map((target) => {
    const query = canonical(String(target.expr ?? '')).text
    const same = old.find(({ refId }) => refId === target.refId)
    const was = same ?? old.find(({ expr }) => typeof expr === 'string' && canonical(expr).text === query)
    const { datasource, ...own } = Object.fromEntries(Object.entries(target).filter(([key]) => !noise.includes(key)))
    const isGiven = datasource !== undefined && sourceName(datasource) !== sourceName(after.datasource)
    const now = isGiven || was?.datasource !== undefined ? { ...own, datasource: datasource ?? was?.datasource } : own
    if (was === undefined) return now
    const kept = Object.fromEntries(noise.flatMap((key) => (key in was ? [[key, was[key]]] : [])))
    const isSame = typeof was.expr === 'string' && canonical(was.expr).text === query
    return merged('', was, { ...now, ...kept, ...(isSame ? { expr: was.expr } : {}) })
  })
}

function merged(key: string, before: unknown, after: unknown): unknown {
  if (means(key, before) === means(key, after)) return before
  // A newer release writes the uid where the name stood.
  if (key === 'datasource' && typeof before === 'string' && isObject(after)) return before
  if (isObject(before) && isObject(after)) {
    const names = [...Object.keys(before), ...Object.keys(after).filter((name) => !Object.hasOwn(before, name))]
    return Object.fromEntries(
      names.flatMap((name) => {
        const value = merged(name, before[name], after[name])
        return value === undefined ? [] : [[name, value]]
      }),
    )
  }
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    const others = after as readonly unknown[]
    if ([...before, ...after].every(isObject)) return before.map((each, at) => merged(key, each, others[at]))
  }
  return after
}

const means = (key: string, value: unknown): string => {
  if (value === undefined || value === null || isGrafanaDefault(key, value)) return ''
  return stable(value, isGrafanaDefault, key)
}
