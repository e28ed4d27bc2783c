import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Dashboard, dashboardSchema } from '../../support/dashboard-schema.ts'

/** A query that Grafana sends for a dashboard, as the generated file writes it. */
export interface Asked {
  readonly dashboard: string
  /** `Panel › A`, `annotation NAME` or `variable NAME`. */
  readonly where: string
  /** The panel's id; none for annotations and variables. */
  readonly panel?: number
  readonly expr: string
  /** How Grafana asks: at one moment, over the shown range, or for the values of a label. */
  readonly how: 'instant' | 'range' | 'values'
  /** The least distance of two points that the panel asks for: `1m`. */
  readonly interval?: string
  /** What Grafana puts in the place of each variable while everything is chosen. */
  readonly variables: Readonly<Record<string, string>>
}

/** Every query of the generated dashboards in a folder. */
export const askedIn = (folder: string): readonly Asked[] =>
  readdirSync(folder)
    .sort()
    .map((name) => dashboardSchema.parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))))
    .flatMap(askedBy)

/** Every query of a generated dashboard. */
export function askedBy(dashboard: Dashboard): readonly Asked[] {
  const variables = Object.fromEntries(
    dashboard.templating.list.flatMap((variable) =>
      variable.type === 'query' && variable.allValue ? [[variable.name, variable.allValue]] : [],
    ),
  )
  const of = (where: string, expr: string, how: Asked['how']): Asked => ({
    dashboard: dashboard.uid,
    where,
    expr,
    how,
    variables,
  })
  return [
    ...dashboard.panels.flatMap((panel) =>
      panel.type === 'row' || panel.type === 'text'
        ? []
        : (panel.targets ?? []).map(({ refId, expr, instant }) => ({
            ...of(`${panel.title} › ${refId}`, expr, instant ? 'instant' : 'range'),
            panel: panel.id,
            ...(panel.interval !== undefined && { interval: panel.interval }),
          })),
    ),
    ...dashboard.annotations.list.flatMap((annotation) =>
      'expr' in annotation && annotation.expr !== undefined
        ? [of(`annotation ${annotation.name}`, annotation.expr, 'range')]
        : [],
    ),
    ...dashboard.templating.list.flatMap((variable) => {
      if (variable.type !== 'query') return []
      const query = typeof variable.query === 'string' ? variable.query : variable.query.query
      return [of(`variable ${variable.name}`, query, 'values')]
    }),
  ]
}
