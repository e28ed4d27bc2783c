import { objectsBelow, textBelow } from '../../documents/values.ts'
import type { Change } from '../change.ts'
import { pair } from '../match/pair.ts'
import type { Json } from '../read/dashboard.ts'
import { diffFields, without } from './fields.ts'
import { fieldLines } from './lines.ts'

/** The data sources that Grafana is given, and the folders that it loads dashboards from. */
export function compareProvisioning(part: string, before: Json, after: Json): readonly Change[] {
  const lists = [
    ['datasources', 'data source'],
    ['providers', 'dashboard folder'],
  ] as const
  return [
    ...lists.flatMap(([key, kind]) => {
      const { pairs, removed, added } = pair(objectsBelow(before, key), objectsBelow(after, key), [uidOf, nameOf])
      const line = (what: string): Change => ({ weight: 'data', part, what })
      return [
        ...removed.map((each) => line(`${kind} ${nameOf(each)} is removed`)),
        ...pairs.flatMap(([old, now]) =>
          fieldLines({ part, name: `${kind} ${nameOf(now)}` }, diffFields(old, now), () => 'data'),
        ),
        ...added.map((each) => line(`${kind} ${nameOf(each)} is new`)),
      ]
    }),
    ...fieldLines(
      { part, name: 'the provisioning' },
      diffFields(without(before, ['datasources', 'providers']), without(after, ['datasources', 'providers'])),
      () => 'operation',
    ),
  ]
}

const uidOf = (each: Json): string | undefined => textBelow(each, 'uid')
const nameOf = (each: Json): string => textBelow(each, 'name') ?? ''
