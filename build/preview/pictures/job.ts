/** What the command asks of the process that draws the pictures: one JSON document on its standard input. */
export interface PictureJob {
  /** The address that admits to the page: `http://127.0.0.1:41234/?token=…`. */
  readonly url: string
  /** The folder of the pictures, an absolute path; it need not exist. */
  readonly png: string
  /** Whether each panel is drawn alone, too. */
  readonly panels: boolean
  /** The uids of the dashboards to draw, in the order of the overview. */
  readonly dashboards: readonly string[]
  /** The program of the browser. */
  readonly chromium: string
  /** Two versions side by side; `null` where only one is drawn. */
  readonly compare: Comparison | null
}

/** The earlier version is served with the same data: only dashboards differ. */
export interface Comparison {
  /** The address that admits to the page with the earlier dashboards. */
  readonly before: string
  /** What messages and the report call the two versions: `out/ at main (1a2b3c4)`, `the definitions`. */
  readonly shown: { readonly before: string; readonly after: string }
  /** Only dashboards that differ in meaning. */
  readonly changes: readonly DashboardChange[]
}

/** What a dashboard differs in; one that only a version has differs in all its panels. */
export interface DashboardChange {
  readonly title: string
  /** The uid in each version; `null` where that version has no such dashboard. */
  readonly before: string | null
  readonly after: string | null
  /** In reading order, the removed ones last. */
  readonly panels: readonly PanelChange[]
  /** What is said of the dashboard as a whole: variables, annotations, rows. */
  readonly said: readonly Said[]
}

/** A panel that was added, removed, shows or looks different, or only stands elsewhere or has another size. */
export interface PanelChange {
  readonly is: 'added' | 'removed' | 'changed' | 'moved' | 'resized'
  readonly title: string
  /** The panel's id in each version; `null` where that version has no such panel, or the panel no id. */
  readonly before: number | null
  readonly after: number | null
  /** What changed, for a reviewer. */
  readonly said: readonly Said[]
  /** Of a panel that only one version has: what it says of itself, and what it asks. */
  readonly description: string
  readonly queries: readonly { readonly name: string; readonly text: string }[]
  /** What it is made from that changed, too; `null` where the definitions of both versions are not known. */
  readonly causes: readonly Cause[] | null
}

/** A sentence without a full stop, and what it is too short for, line by line. */
export interface Said {
  readonly text: string
  readonly lines: readonly Line[]
}

export type Line = readonly Piece[]

export interface Piece {
  readonly is: 'same' | 'removed' | 'added'
  readonly text: string
}

/** A definition that changed: `alerts/slow-tasks.ts:43 › databaseQuerySlow`, and how. */
export interface Cause {
  readonly where: string
  readonly lines: readonly Line[]
}
