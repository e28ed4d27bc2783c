import type { Dashboard, Panel, Variable } from '../../build/documents/views.ts'
import { dashboard, subject } from './subject.ts'

/** A variable of a dashboard: a query variable with one value unless told otherwise. */
export const variable = (name: string, rest: Partial<Variable> = {}): Variable => ({
  name,
  type: 'query',
  multi: false,
  includeAll: false,
  place: { file: 'dashboard.json', path: [`variable ${name}`] },
  query: undefined,
  ...rest,
})

/** A dashboard with these panels and variables. */
export const withVariables = (
  panels: readonly Panel[],
  variables: readonly Variable[],
  rest: Partial<Dashboard> = {},
) => subject({ dashboards: [dashboard(panels, { variables, ...rest })] })
