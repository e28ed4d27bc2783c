import { aWindow } from './demands/amounts.ts'
import { isTrue, line, listOf, optional, options, recordOf, refuse } from './demands/demand.ts'
import { anAddress } from './demands/names.ts'
import type { Window } from './units.ts'

/** One rule of relabelling, in Prometheus' words. */
export interface Relabelling {
  readonly source_labels?: readonly string[]
  readonly regex?: string
  readonly target_label?: string
  readonly replacement?: string
  readonly action?: 'replace' | 'keep' | 'drop' | 'labeldrop' | 'labelkeep' | 'labelmap'
}

/** How a job is scraped, where that differs from asking one address for its metrics. */
export interface Scrape {
  /** What is asked: several instances, or the URLs that a prober is asked about. Without it, the job's address. */
  readonly addresses?: readonly string[]
  /** The names of A or AAAA records that tell the instances, with the port that all listen on: `api:8000`. */
  readonly dns?: readonly string[]
  /** Files with targets, relative to prometheus.yml, which Prometheus reads again when they change. */
  readonly files?: readonly string[]
  /** Addresses that answer with targets. */
  readonly http?: readonly string[]
  readonly params?: Readonly<Record<string, readonly string[]>>
  /** Instead of the settings' interval: a probe takes longer, a batch changes rarely. */
  readonly interval?: Window
  /** The labels `job` and `instance` of what is exposed stay: it is said of others. */
  readonly honorLabels?: true
  readonly relabel?: readonly Relabelling[]
  /** What is done to the series before they are stored. */
  readonly drop?: readonly Relabelling[]
}

const relabelling = options({
  source_labels: optional(listOf(line)),
  regex: optional(line),
  target_label: optional(line),
  replacement: optional(line),
  action: optional(line),
})

/** What job() demands of its `scrape`. */
export const aScrape = options({
  addresses: optional(listOf(line, { least: 1 })),
  dns: optional(listOf(anAddress, { least: 1 })),
  files: optional(listOf(line, { least: 1 })),
  http: optional(listOf(line, { least: 1 })),
  params: optional(recordOf(listOf(line))),
  interval: optional(aWindow),
  honorLabels: optional(isTrue),
  relabel: optional(listOf(relabelling)),
  drop: optional(listOf(relabelling)),
})

/** Asks a blackbox_exporter, the job's address, to look at these URLs with a module of its configuration; `instance` is the URL. */
export function probes(urls: readonly string[], { module }: { readonly module: string }): Scrape {
  refuse(
    'probes()',
    listOf(line, { least: 1 }).faults(urls, 'what is probed'),
    options({ module: line }).faults({ module }, 'what follows the URLs'),
  )
  return {
    addresses: urls,
    params: { module: [module] },
    relabel: [
      { source_labels: ['__address__'], target_label: '__param_target' },
      { source_labels: ['__param_target'], target_label: 'instance' },
    ],
  }
}

/** Reads what batches pushed to a Pushgateway, the job's address: each keeps the `job` and `instance` under which it was pushed. */
export const pushed: Scrape = { honorLabels: true }
