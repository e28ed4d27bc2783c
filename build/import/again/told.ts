import type { Edit } from '../text/source.ts'
import type { Place } from './places.ts'

/** What of a panel cannot be brought back, or of the dashboard, and what to do. */
export interface Told {
  /** The panel, or the dashboard. */
  readonly where: string
  readonly what: string
  readonly next: string
}

/** What is done for one panel: what its file gets, and what is left to a person. */
export interface Change {
  /** As it is called in Grafana now, or was where it is gone. */
  readonly panel: string
  /** Where it stands; `undefined` of one that is new. */
  readonly place: Place | undefined
  readonly edits: readonly Edit[]
  readonly isRemoved: boolean
  readonly told: readonly Told[]
}
