import { inject } from 'vitest'
import type { ShownDashboard, State } from '../../../../build/preview/server/protocol.ts'
import { admitted } from './admitted.ts'

/** What the tests know of a panel of classic JSON. */
export interface PanelJson {
  readonly id: number
  readonly type: string
  readonly title: string
  readonly collapsed?: boolean
  readonly gridPos: { readonly w: number; readonly h: number }
  readonly targets?: readonly { readonly expr: string; readonly instant?: boolean }[]
  readonly fieldConfig: {
    readonly defaults: {
      readonly unit?: string
      readonly decimals?: number
      readonly thresholds?: { readonly steps: readonly { readonly value: number | null; readonly color: string }[] }
    }
  }
  readonly options: { readonly legend?: { readonly showLegend: boolean } }
  readonly panels?: readonly PanelJson[]
}

/** What the tests know of a dashboard of classic JSON. */
export interface DashboardJson {
  readonly uid: string
  readonly title: string
  readonly panels: readonly PanelJson[]
  readonly templating: { readonly list: readonly { readonly name: string; readonly type: string }[] }
  readonly annotations: {
    readonly list: readonly { readonly name: string; readonly target?: { readonly expr: string } }[]
  }
}

/** What the server of the whole run shows. */
export const stateShown = async (): Promise<State> =>
  (await (await fetch(`${inject('preview')}/api/state`, { headers: admitted(inject('preview')) })).json()) as State

/** One of the dashboards of the whole run. Throws where there is none of that uid. */
export async function dashboardShown(uid: string): Promise<DashboardJson> {
  const { dashboards } = await stateShown()
  const found = dashboards.find((each) => each.uid === uid)
  if (found === undefined) throw new Error(`${uid} is not shown`)
  return jsonOf(found)
}

export const jsonOf = ({ json }: ShownDashboard): DashboardJson => json as DashboardJson

/** The panels of a dashboard, those of its rows too; without the rows. */
export const panelsOf = ({ panels }: Pick<DashboardJson, 'panels'>): readonly PanelJson[] =>
  panels.flatMap((panel) => [panel, ...(panel.panels ?? [])]).filter(({ type }) => type !== 'row')

/** The uids of our dashboards; tests are registered before there is a server to ask. */
export const uids = [
  'pybase-overview',
  'pybase-api-performance',
  'pybase-celery-workers',
  'pybase-database-redis',
  'pybase-host-containers',
]
