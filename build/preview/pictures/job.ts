/** What the command asks of the process that draws the pictures: one JSON document on its standard input. */
export interface PictureJob {
  /** Where the page is served, without a slash at the end: `http://127.0.0.1:41234`. */
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
  /** Where the page with the earlier dashboards is served. */
  readonly before: string
  /** What messages and the report call the two versions: `out/ at main`, `the definitions`. */
  readonly shown: { readonly before: string; readonly after: string }
  /** Only dashboards that differ. */
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
  /** What is said of the dashboard as a whole: variables, annotations, order. Sentences without a full stop. */
  readonly said: readonly string[]
}

/** A panel that was added, removed, or shows or looks different. */
export interface PanelChange {
  readonly is: 'added' | 'removed' | 'changed'
  readonly title: string
  /** The panel's id in each version; `null` where that version has no such panel, or the panel no id. */
  readonly before: number | null
  readonly after: number | null
  /** What changed, for a reviewer: sentences without a full stop. */
  readonly said: readonly string[]
}
