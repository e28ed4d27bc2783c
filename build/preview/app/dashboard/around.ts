import type { EventBus } from '@grafana/data'
import type { Asking } from '../query/asking.ts'
import type { DashboardModel } from './model.ts'

/** What all panels of a dashboard share. */
export interface Around {
  /** `undefined` until it is known what may be chosen of the variables. */
  readonly asking: Asking | undefined
  readonly timeZone: string
  readonly eventBus: EventBus
  readonly graphTooltip: DashboardModel['graphTooltip']
  /** Panels out of sight ask too: a picture shows all of them. */
  readonly drawsAll: boolean
  /** The address that shows a panel alone. */
  readonly addressOf: (panel: number) => string
  readonly onChangeTimeRange: (from: number, to: number) => void
}
