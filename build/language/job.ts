import type { Releases, Stack } from '../stack/schema.ts'

/** Which part of PyBase an alert is about; Alertmanager inhibits within one component. */
export type Component = 'api' | 'extraction' | 'search' | 'database' | 'redis' | 'host' | 'monitoring'

/** A key of the settings' `targets`: the jobs that Prometheus scrapes. */
export type JobName = keyof Stack['targets']

/** One scrape job: who it is, and what it costs when it is gone. */
export interface Job<out N extends JobName = JobName> {
  readonly name: N
  /** What the target is, in words: `"FastAPI backend"`. */
  readonly title: string
  readonly component: Component
  /** How bad it is when the target is down. */
  readonly whenDown: 'critical' | 'warning'
  /** The release whose version decides which metrics exist; PyBase's own processes have none. */
  readonly release?: keyof Releases
  /** Command-line flags that the target runs with, each with the first version that knows it. */
  readonly flags: Readonly<Record<string, { readonly since?: string }>>
}
