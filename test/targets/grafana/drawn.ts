import type { AnyAlert } from '../../../build/language/alert.ts'
import type { Filter } from '../../../build/language/dashboard.ts'
import type { AnyMetric } from '../../../build/language/metric.ts'
import type { Panel } from '../../../build/language/panel.ts'
import { dashboardJson } from '../../../build/targets/grafana/dashboard.ts'
import type { DashboardJson, PanelJson } from '../../../build/targets/grafana/sdk.ts'
import * as any from '../../language/metrics.ts'
import { modelOf } from '../../model/definitions.ts'

export const { node, redis, ...metrics } = any

interface Around {
  readonly filters?: readonly Filter[]
  readonly alerts?: readonly AnyAlert[]
}

/** A dashboard with this one panel, over the whole width. */
export function dashboardOf(panel: Panel, { filters = [], alerts = [] }: Around = {}): DashboardJson {
  const { stack, dashboards } = modelOf({
    jobs: [node, redis],
    metrics: Object.values<AnyMetric>(metrics),
    lines: [[panel]],
    filters,
    alerts,
  })
  const [placed] = dashboards
  if (placed === undefined) throw new Error('The dashboard is left out.')
  return dashboardJson(stack, placed)
}

/** The panel as Grafana gets it. */
export function drawn(panel: Panel, around?: Around): PanelJson {
  const [, json] = dashboardOf(panel, around).panels
  if (json === undefined || json.type === 'row') throw new Error('The panel is left out.')
  return json as PanelJson
}
