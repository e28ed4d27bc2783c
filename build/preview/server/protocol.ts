/** A dashboard as the page shows it: classic JSON, of ours or of another origin. */
export interface ShownDashboard {
  readonly uid: string
  readonly title: string
  /** Where it was read from, for one of another origin. */
  readonly file?: string
  /** The file that defines it, for one of ours: `dashboards/overview.ts`. */
  readonly definition?: string
  /** As Grafana would load it; of another origin it may be anything. */
  readonly json: unknown
}

/** What the page asks for once, and again whenever the event stream tells of another version. */
export interface State {
  /** Counts what the page should draw anew: builds, refused or not, and new data. */
  readonly version: number
  /** Those of the last build that was not refused. */
  readonly dashboards: readonly ShownDashboard[]
  /** The diagnostics of a build that was refused, as people read them on a terminal; empty while the definitions compile. */
  readonly problems: readonly string[]
  readonly data: ShownData
}

/** Where the numbers come from. */
export interface ShownData {
  readonly source: 'embedded' | 'prometheus'
  /** Counts the data: with another one, everything is asked anew. */
  readonly revision: number
  /** In words, for the page: `Embedded data: …` or the address of the Prometheus. */
  readonly says: string
  /** What the page takes for now, in Unix milliseconds; without it, the browser's clock. */
  readonly now?: number
  /** Seconds between two scrapes, as the data source of Grafana has it. */
  readonly scrapeInterval: number
}
