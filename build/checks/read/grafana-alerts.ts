import type { ManagedAlert } from '../subject.ts'
import type { Cursor } from './cursor.ts'
import { dataSourcesOf } from './datasource.ts'
import type { Reading } from './reading.ts'

/** Whether these are alert rules that Grafana evaluates, as its provisioning files and its export have them. */
export const isGrafanaAlerts = (root: Cursor): boolean =>
  root.get('groups').items.some((group) => group.get('rules').items.some((rule) => rule.get('data').isList))

/** Reads the queries to Prometheus of alert rules that Grafana evaluates; its own expressions and other languages are left alone. */
export function readGrafanaAlerts(root: Cursor, reading: Reading): readonly ManagedAlert[] {
  const asks = dataSourcesOf(root)
  return reading.most(root, 'groups', root.get('groups').items).flatMap((group) =>
    reading.most(group, 'rules', group.get('rules').items).map((rule) => {
      const name = rule.get('title').text ?? ''
      const path = [group.get('name').text ?? '', name].filter((part) => part !== '')
      const queries = rule.get('data').items.flatMap((each) => {
        const model = each.get('model')
        const expr = model.get('expr')
        // Loki's queries have such a type, and Prometheus' have none.
        const isLog = (model.get('queryType').text ?? '') !== ''
        const due =
          !isLog && (expr.text ?? '').trim() !== '' && asks(model.get('datasource'), each.get('datasourceUid'))
        return due ? (reading.query(expr, path) ?? []) : []
      })
      return { name, place: rule.place(path), queries }
    }),
  )
}
