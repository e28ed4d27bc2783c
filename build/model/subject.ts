import type {
  Compose,
  Dashboard,
  Fault,
  ManagedAlert,
  Monitor,
  Notification,
  Provisioning,
  RuleFile,
  Scraping,
  Server,
  UnparsedQuery,
  Workload,
} from '../documents/views.ts'
import type { Waiver } from '../findings/waivers.ts'
import type { Catalog } from './catalog.ts'
import type { House } from './house.ts'
import type { Model } from './model.ts'

/**
 * Everything that is checked, in the form in which Prometheus and Grafana will see it: made from our model before a
 * build writes it, or read from anybody's files. A part that is not known is `undefined`, and checks stay silent on it.
 */
export interface Subject {
  /** The metrics that are known, and the recording rules. */
  readonly catalog: Catalog
  readonly ruleFiles: readonly RuleFile[]
  readonly dashboards: readonly Dashboard[]
  /** Alerts that Grafana itself evaluates. */
  readonly managed?: readonly ManagedAlert[]
  readonly scraping: Scraping | undefined
  readonly notification: Notification | undefined
  readonly compose: Compose | undefined
  readonly provisioning: Provisioning | undefined
  /** What somebody's files excuse from a check. */
  readonly waivers?: readonly Waiver[]
  /** The day on which it is checked, by which excuses end: `2027-01-31`. */
  readonly today?: string | undefined
  /** How many metrics are read of which the catalog knows none, or so few that it is another stack's: their names are not judged. */
  readonly unjudged?: number
  /** The Prometheus that somebody says will load the files: `2.53`. */
  readonly version?: string | undefined
  /** What the Prometheus that will load the files said of itself. */
  readonly server?: Server | undefined
  /** The servers that manifests of Kubernetes run. */
  readonly workloads?: readonly Workload[]
  /** What manifests have scraped. */
  readonly monitors?: readonly Monitor[]
  /** The parts of Alertmanager's routing that namespaces keep for themselves. */
  readonly routings?: readonly Notification[]
  /** Files in which some query is of MetricsQL: there a range may be left out. */
  readonly metricsQl?: ReadonlySet<string>
  /** What rules recorded before the change that is checked. */
  readonly former?: ReadonlySet<string>
  /** What a team asks of its files beyond what is right. */
  readonly house?: House | undefined
  /** Our own definitions; `undefined` for somebody's files. */
  readonly model: Model | undefined
  /** Texts in somebody's files that should be queries and are no PromQL. */
  readonly unparsed?: readonly UnparsedQuery[]
  /** What was read in an unusual place, or recognized and left alone: `3 Loki rules left alone`. */
  readonly asides?: readonly string[]
  /** What the readers of somebody's files could not make sense of. */
  readonly faults?: readonly Fault[]
  /** The subject of which this is the part of one file: what its queries mean depends on the rules of all files. */
  readonly whole?: Subject
}
