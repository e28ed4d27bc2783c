import * as z from 'zod'
import { datasourceFindings } from './dashboard-schema/checks/datasource.ts'
import { layoutFindings } from './dashboard-schema/checks/layout.ts'
import { panelFindings } from './dashboard-schema/checks/panels.ts'
import { variableFindings } from './dashboard-schema/checks/variables.ts'
import { type Dashboard, dashboard as dashboardSchema } from './dashboard-schema/dashboard.ts'

export { type Dashboard, dashboardSchema }

/**
 * What is wrong with a dashboard in Grafana's classic JSON, one sentence each; empty when nothing is. A dashboard of
 * the wrong structure gets only the schema's findings (`path: message`): the others could not trust what they read.
 */
export const checkDashboard = (json: unknown): string[] => {
  const parsed = dashboardSchema.safeParse(json)
  if (!parsed.success) {
    return parsed.error.issues.map(({ path, message }) => `${z.core.toDotPath(path) || 'dashboard'}: ${message}`)
  }
  return [panelFindings, layoutFindings, datasourceFindings, variableFindings].flatMap((check) => check(parsed.data))
}
