import type { Finding, Place } from '../findings/diagnostic.ts'
import type { Expr } from '../promql/tree.ts'

// What anybody's files say, whatever they are written in.

/** A running Prometheus. Durations are in seconds; a part that it did not tell is `undefined`. */
export interface Server {
  readonly version: string | undefined
  readonly retention: number | undefined
  readonly evaluationInterval: number | undefined
  /** Those words of its command line that decide what a query may say: `--enable-feature=…`. */
  readonly flags: readonly string[] | undefined
  /** The label `job` of its targets, with the slowest interval at which one is scraped. */
  readonly jobs: readonly { readonly name: string; readonly interval: number }[] | undefined
}

/** A Prometheus that a manifest of Kubernetes runs. Durations are in seconds; `undefined` where it does not say. */
export interface Workload {
  /** `quay.io/prometheus/prometheus:v3.2.1` */
  readonly image: string
  /** The words of its command line. */
  readonly command: readonly string[]
  /** Whether an operator runs it, and gives it rules that are resources. */
  readonly isOperated?: boolean
  readonly scrapeInterval: number | undefined
  readonly evaluationInterval: number | undefined
}

/** A resource of the operator that has targets scraped. */
export interface Monitor {
  /** `ServiceMonitor` */
  readonly kind: string
  /** What the label `job` of its series may be. */
  readonly jobs: readonly string[]
  /** In seconds, one for each endpoint; `undefined` where the server decides. */
  readonly intervals: readonly (number | undefined)[]
}

/** A text that is no PromQL: one sentence, and the culprit's offsets. */
export interface UnparsedQuery {
  readonly place: Place
  readonly text: string
  readonly message: string
  readonly from: number
  readonly to: number
}

/** What is wrong with a file itself, with the check that tells it. */
export interface Fault extends Finding {
  readonly check: 'unreadable-file' | 'malformed-file'
}

/** A query as it stands in a rule or panel. */
export interface Query {
  readonly place: Place
  /** As written or printed; Grafana's macros included. */
  readonly text: string
  readonly expr: Expr
}

export interface RuleFile {
  readonly file: string
  /** Whether it is a resource of Kubernetes, or stands in one, and no file that a server reads. */
  readonly isResource?: boolean
  readonly groups: readonly RuleGroup[]
}

export interface RuleGroup {
  readonly name: string
  readonly place: Place
  /** In seconds; `undefined`: the evaluation interval of the server. */
  readonly interval: number | undefined
  /** In seconds. */
  readonly queryOffset?: number | undefined
  readonly rules: readonly Rule[]
}

export type Rule = AlertRule | RecordingRule

export interface RecordingRule {
  readonly kind: 'recording'
  readonly name: string
  readonly place: Place
  readonly query: Query
  readonly labels: Readonly<Record<string, string>>
}

export interface AlertRule {
  readonly kind: 'alert'
  readonly name: string
  readonly place: Place
  readonly query: Query
  /** In seconds; 0 where the rule has none. */
  readonly for: number
  /** In seconds; 0 where the rule has none. */
  readonly keepFiringFor: number
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
}

/** An alert that Grafana evaluates: its queries to Prometheus, whose answers expressions of its own judge. */
export interface ManagedAlert {
  readonly name: string
  readonly place: Place
  readonly queries: readonly Query[]
}

export interface Dashboard {
  readonly file: string
  readonly place: Place
  readonly uid: string | undefined
  readonly title: string
  /** Its folder in Grafana, where the file says it. */
  readonly folder?: string | undefined
  readonly panels: readonly Panel[]
  readonly variables: readonly Variable[]
  readonly annotations: readonly Annotation[]
  /** The JSON itself in the classic form, for what has no field of its own here. */
  readonly json: Readonly<Record<string, unknown>>
  /** The layout of version 2, whose conditions and sections the classic form cannot say. */
  readonly layout?: Readonly<Record<string, unknown>>
  /** Whether the file has it in version 2 of the schema. */
  readonly isV2?: true
  /** Whether it is a resource of Kubernetes, or stands in one. */
  readonly isResource?: boolean
}

/** A query whose answers Grafana marks on the time axis. */
export interface Annotation extends Query {
  /** What a mark says, with `{{label}}` for the labels of its series; empty texts left out. */
  readonly texts: readonly string[]
}

export interface Variable {
  readonly name: string
  readonly type: string
  readonly multi: boolean
  readonly includeAll: boolean
  readonly place: Place
  /** `label_values(metric, label)` and the like, of a query variable. */
  readonly query: string | undefined
}

export interface Panel {
  readonly place: Place
  readonly id: number | undefined
  readonly title: string
  readonly description: string
  /** Grafana's id of the visualization: `timeseries`. */
  readonly type: string
  /** Grafana's unit id; `undefined` where none is set. */
  readonly unit: string | undefined
  readonly targets: readonly Target[]
  /** Ascending; the first has no lower end. */
  readonly thresholds: readonly { readonly value: number | null; readonly color: string }[]
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number } | undefined
  /** The variables that the panel or its row is repeated for: in each copy they have one value. */
  readonly repeats: readonly string[]
  /** The alert whose threshold the panel shows; only our own panels know it. */
  readonly alert: string | undefined
  /** The JSON itself, for what has no field of its own here. */
  readonly json: Readonly<Record<string, unknown>>
}

export interface Target {
  readonly refId: string
  /** `undefined` where the panel asks no Prometheus. */
  readonly query: Query | undefined
  readonly legend: string
  readonly format: 'time_series' | 'table' | 'heatmap'
  readonly instant: boolean
}

/** What `prometheus.yml` says. Durations are in seconds. */
export interface Scraping {
  readonly place: Place
  /** Whether it stands in a manifest, so that nobody knows its folder. */
  readonly isResource?: boolean
  readonly evaluationInterval: number
  readonly jobs: readonly ScrapeJob[]
  readonly ruleFiles: readonly string[]
  readonly alertmanagers: readonly string[]
  /** The `api_version` of its Alertmanagers, where one is written. */
  readonly interfaces?: readonly string[]
  /** How long samples are kept; `undefined` where the file does not say. */
  readonly retention: number | undefined
  /** The Prometheus that loads it: `3.14.0`. */
  readonly version: string | undefined
  readonly externalLabels: readonly string[]
  /** The YAML itself, for what has no field of its own here. */
  readonly config?: Readonly<Record<string, unknown>>
}

export interface ScrapeJob {
  readonly name: string
  readonly place: Place
  readonly interval: number
  readonly timeout: number
  readonly path: string
  readonly targets: readonly string[]
  /** `https`, or how Prometheus asks otherwise. */
  readonly scheme?: string
  /** Whether each request has a token or a password. */
  readonly hasCredentials?: boolean
  /**
   * The labels that the scrape configuration gives its series besides its own `job` and `instance`: labels of its static
   * configuration, and every label that its relabelling writes. `undefined` where that is not known, as with discovery.
   */
  readonly targetLabels?: readonly string[] | undefined
  /** What the label `job` of its series is, where its configuration writes that label and says what into it. */
  readonly seriesJobs?: readonly string[] | undefined
  /** `metric_relabel_configs` as they are written. */
  readonly metricRelabeling: readonly Readonly<Record<string, unknown>>[]
  /** Flags that the target is known to run with; `undefined` where nobody says. */
  readonly flags: readonly string[] | undefined
}

/** What `alertmanager.yml` says. */
export interface Notification {
  readonly place: Place
  /** The YAML itself. */
  readonly config: Readonly<Record<string, unknown>>
}

/** What `docker-compose.yml` says. */
export interface Compose {
  readonly place: Place
  /** The YAML itself. */
  readonly config: Readonly<Record<string, unknown>>
  /** Further compose files of the folder, whose services may run beside. */
  readonly others?: readonly Compose[]
}

/** What Grafana's provisioning files say. */
export interface Provisioning {
  readonly place: Place
  /** The entries of `datasources`. */
  readonly datasources: readonly Readonly<Record<string, unknown>>[]
  /** The entries of `providers`: which folders Grafana loads dashboards from. */
  readonly providers: readonly Readonly<Record<string, unknown>>[]
}
