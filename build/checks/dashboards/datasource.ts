import { below, isObject, objectsBelow, textBelow } from '../../documents/values.ts'
import type { Dashboard } from '../../documents/views.ts'
import type { Subject } from '../../model/subject.ts'
import type { Check, Finding } from '../check.ts'
import { referencesIn } from '../support/references.ts'

export const datasource: Check = {
  id: 'datasource',
  severity: 'error',
  covers: ['D05'],
  isLocal: true,
  about:
    'A dashboard names its data source by a variable that the reader chooses, or not at all. The uid of one Grafana means nothing to another, and the placeholder DS_PROMETHEUS of an exported dashboard is filled in by the import dialogue only: loaded from a file, every panel says that the data source was not found. A uid that is provisioned together with the dashboards is known to be there. Each reference is told once for each dashboard.',
  run: (subject) => subject.dashboards.flatMap((dashboard) => findingsOf(dashboard, provisionedUids(subject))),
}

const provisionedUids = ({ provisioning }: Subject): readonly unknown[] =>
  (provisioning?.datasources ?? []).flatMap(({ uid, name }) => [uid, name])

function findingsOf({ place, json, variables }: Dashboard, provisioned: readonly unknown[]): readonly Finding[] {
  const inputs = new Set(objectsBelow(json, '__inputs').map(({ name }) => name))
  const uses = new Map<string, number>()
  for (const uid of uidsIn(json)) uses.set(uid, (uses.get(uid) ?? 0) + 1)
  return [...uses].flatMap(([uid, count]): readonly Finding[] => {
    const [reference] = referencesIn(uid).length > 0 ? referencesIn(uid) : placeholderIn(uid)
    const times = count === 1 ? 'once' : `${count} times`
    if (reference !== undefined) {
      if (variables.some(({ name }) => name === reference.name)) return []
      return [
        {
          place,
          what: inputs.has(reference.name)
            ? `The data source ${uid} (${times}) is filled in by the import dialogue only: from a file, no panel finds it.`
            : `The data source ${uid} (${times}) is a variable that the dashboard does not have.`,
          next: `Add a variable of the type "datasource" called ${reference.name}${inputs.has(reference.name) ? ', and remove "__inputs"' : ''}.`,
        },
      ]
    }
    if (provisioned.includes(uid)) return []
    return [
      {
        place,
        what: `The data source "${uid}" (${times}) is the one of a certain Grafana; in another, no panel finds it.`,
        next: 'Choose it by a variable of the type "datasource", or provision a data source with this uid.',
      },
    ]
  })
}

/** The name of an input may have letters that no variable has: `${DS_MY-SOURCE}`. */
const placeholderIn = (uid: string): readonly { readonly name: string }[] => {
  const [, name] = /^\$\{(DS_[^{}]+)\}$/.exec(uid) ?? []
  return name === undefined ? [] : [{ name }]
}

/** Grafana's own data sources, and what stands for its default one. */
const everywhere = ['', 'grafana', 'default', '__expr__', '-100']

/** `-- Mixed --`, and `-- Plutono --` of a fork. */
const builtIn = /^-- .+ --$/

/** The data sources that panels, queries, variables and annotations name. */
function uidsIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(uidsIn)
  if (!isObject(value)) return []
  const source = below(value, 'datasource')
  const uid = typeof source === 'string' ? source : textBelow(source, 'uid')
  const own = uid === undefined || everywhere.includes(uid) || builtIn.test(uid) ? [] : [uid]
  return [...own, ...Object.entries(value).flatMap(([key, each]) => (key === '__inputs' ? [] : uidsIn(each)))]
}
