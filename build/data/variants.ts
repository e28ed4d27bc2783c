import { isClosed, type Labels } from '../language/labels.ts'
import type { LabelSet } from '../promql/evaluate/series.ts'

/** What open labels of these names could say. */
const plausible: Readonly<Record<string, readonly string[]>> = {
  alertmanager: ['http://alertmanager:9093/api/v2/alerts'],
  application_name: ['pybase-api', 'pybase-extraction', 'psql'],
  backend_type: ['client backend'],
  collector: ['database', 'locks', 'stat_database'],
  cpu: ['total'],
  datname: ['pybase', 'postgres'],
  device: ['sda', 'sdb'],
  endpoint: ['/api/v1/bases', '/api/v1/records', '/api/v1/search'],
  fstype: ['ext4'],
  image: ['pybase/backend', 'pybase/worker', 'postgres'],
  integration: ['slack', 'pagerduty', 'webhook'],
  mountpoint: ['/', '/var/lib/docker'],
  name: ['backend', 'worker', 'postgres'],
  status: ['200', '404', '500'],
  usename: ['pybase'],
  version: ['1.9.0'],
}

/** What an open label could say; text made of its name for one that nobody has thought of. */
export const valuesFor = (label: string): readonly string[] =>
  plausible[label] ?? ['a', 'b', 'c'].map((letter) => `${label}-${letter}`)

/** How many values of open labels are shown. */
const shown = 3

/**
 * Label sets for a metric that no scenario knows: each combination of closed labels, and of open ones a few that go together,
 * since a device has one file system. No totals: a scrape drops the series that lack the label.
 */
export function variantsOf(declared: Labels): readonly LabelSet[] {
  const open = Object.entries(declared).filter(([, values]) => !isClosed(values))
  const count = Math.min(shown, Math.max(1, ...open.map(([label]) => valuesFor(label).length)))
  const together = Array.from({ length: count }, (_, at) =>
    Object.fromEntries(open.map(([label]) => [label, cyclic(valuesFor(label), at)])),
  )
  return Object.entries(declared).reduce<readonly LabelSet[]>(
    (sets, [label, values]) =>
      isClosed(values) ? sets.flatMap((set) => values.map((value) => ({ ...set, [label]: value }))) : sets,
    together,
  )
}

const cyclic = (values: readonly string[], at: number): string => values[at % values.length] ?? ''
