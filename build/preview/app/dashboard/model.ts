/** The parts of classic dashboard JSON that the page reads; whatever is missing in one of another origin is filled in. */
export interface DashboardModel {
  readonly title: string
  readonly tags: readonly string[]
  readonly time: { readonly from: string; readonly to: string }
  readonly refresh: string
  readonly timezone: string
  /** 0: each panel its own cursor; 1: a shared crosshair; 2: shared tooltips. */
  readonly graphTooltip: 0 | 1 | 2
  readonly links: readonly DashboardLink[]
  readonly variables: readonly VariableModel[]
  readonly annotations: readonly AnnotationModel[]
  readonly rows: readonly RowModel[]
}

/** Panels below one heading; those above the first row have none. */
export interface RowModel {
  /** No other row or panel of the dashboard has it. */
  readonly id: number
  readonly title: string | undefined
  readonly collapsed: boolean
  readonly panels: readonly PanelModel[]
}

export interface PanelModel {
  /** No other row or panel of the dashboard has it. */
  readonly id: number
  readonly type: string
  readonly title: string
  readonly description: string
  readonly transparent: boolean
  /** In columns of 24, and in rows of the grid; `y` counts from the top of the dashboard with every row open. */
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number }
  readonly targets: readonly TargetModel[]
  readonly transformations: readonly { readonly id: string; readonly options: Readonly<Record<string, unknown>> }[]
  readonly fieldConfig: FieldConfigModel
  readonly options: Readonly<Record<string, unknown>>
  readonly links: readonly { readonly title: string; readonly url: string; readonly targetBlank: boolean }[]
  readonly maxDataPoints: number | undefined
  /** The least step: `1m`. */
  readonly interval: string | undefined
  /** A time range of its own, as long as this, and how far back it is moved: `1d`. */
  readonly timeFrom: string | undefined
  readonly timeShift: string | undefined
  /** Whether the title does not tell of them. */
  readonly hidesTime: boolean
  /** What Grafana would show differently. */
  readonly notices: readonly string[]
}

export interface TargetModel {
  readonly refId: string
  /** `prometheus`, or the type of another data source. */
  readonly dataSource: string
  readonly expr: string
  readonly legendFormat: string
  readonly format: 'time_series' | 'table' | 'heatmap'
  /** Whether it asks for a range, rather than for one moment. */
  readonly range: boolean
  readonly hide: boolean
  readonly interval: string | undefined
}

/** Grafana's field configuration, which its own library interprets. */
export interface FieldConfigModel {
  readonly defaults: Readonly<Record<string, unknown>>
  readonly overrides: readonly {
    readonly matcher: { readonly id: string; readonly options?: unknown }
    readonly properties: readonly { readonly id: string; readonly value?: unknown }[]
  }[]
}

export interface VariableModel {
  readonly name: string
  readonly label: string
  readonly type: string
  /** `label_values(…)`, or what its type makes of it. */
  readonly query: string
  readonly multi: boolean
  readonly includeAll: boolean
  readonly allValue: string | undefined
  readonly hide: boolean
  readonly current: readonly string[]
  /** The values of a custom variable or an interval. */
  readonly options: readonly string[]
  /** What people read instead of a value. */
  readonly texts: Readonly<Record<string, string>>
  readonly regex: string
  /** 0: as they come; 1: ascending; 2: descending; 3 and 4: as numbers; 5 and 6: without case; 7 and 8: naturally. */
  readonly sort: number
}

export interface AnnotationModel {
  readonly name: string
  readonly expr: string
  readonly color: string
  readonly enable: boolean
  readonly titleFormat: string
  readonly textFormat: string
  /** The least step: `60s`. */
  readonly step: string
}

export interface DashboardLink {
  readonly type: 'dashboards' | 'link'
  readonly title: string
  readonly tags: readonly string[]
  readonly url: string
  readonly includeVars: boolean
  readonly keepTime: boolean
  readonly targetBlank: boolean
}
