import { textBelow } from '../../documents/values.ts'
import type { Provisioning } from '../../documents/views.ts'
import type { Check, Finding } from '../check.ts'

type Entry = Readonly<Record<string, unknown>>

export const provisionedTwice: Check = {
  id: 'provisioned-twice',
  severity: 'error',
  covers: ['I09'],
  about:
    "The names and uids of data sources, the names and folders of dashboard providers, and the default data source are there once in Grafana's provisioning files. Of two that share one, Grafana loads one and does not say which; with two defaults it does not start.",
  run: ({ provisioning: all }) =>
    all === undefined
      ? []
      : [
          ...repeated(all, 'data source', 'name'),
          ...repeated(all, 'data source', 'uid'),
          ...repeated(all, 'provider', 'name'),
          ...repeated(all, 'provider', 'options', 'path'),
          ...defaults(all),
        ],
}

const entriesOf = ({ datasources, providers }: Provisioning, kind: string): readonly Entry[] =>
  kind === 'provider' ? providers : datasources

const placeOf = ({ place }: Provisioning, kind: string, { name }: Entry) => ({
  file: place.file,
  path: [...place.path, `${kind} ${String(name)}`],
})

function repeated(all: Provisioning, kind: string, ...path: readonly string[]): readonly Finding[] {
  const seen = new Set<string>()
  return entriesOf(all, kind).flatMap((entry) => {
    const value = textBelow(entry, ...path)
    if (value === undefined) return []
    const isTaken = seen.has(value)
    seen.add(value)
    if (!isTaken) return []
    return [
      {
        place: placeOf(all, kind, entry),
        what: `The ${path.at(-1)} ${value} is that of another ${kind} already; Grafana loads one of the two.`,
        next: `Give each ${kind} its own.`,
      },
    ]
  })
}

function defaults(all: Provisioning): readonly Finding[] {
  const [first, ...others] = all.datasources.filter(({ isDefault }) => isDefault === true)
  return others.map((source) => ({
    place: placeOf(all, 'data source', source),
    what: `${String(source.name)} and ${String(first?.name)} are both the default data source; Grafana refuses to start.`,
    next: 'Set isDefault on one of them only.',
  }))
}
