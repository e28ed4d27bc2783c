import type { DataFrame, TimeRange } from '@grafana/data'
import type { Lookup } from './interpolate.ts'
import type { Prometheus } from './prometheus.ts'

/** What a panel's queries depend on besides the panel. */
export interface Asking {
  readonly prometheus: Prometheus
  readonly range: TimeRange
  /** Seconds between two scrapes. */
  readonly scrapeInterval: number
  /** The dashboard's variables, as PromQL takes them: `lookupOf`. */
  readonly lookup: Lookup
  /** What `annotationFrames` answered; panels draw without them until it did. */
  readonly annotations?: readonly DataFrame[]
}
