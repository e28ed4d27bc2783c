import type { BinaryOp, Expr } from '../../promql/tree.ts'
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
        const query = due ? reading.query(expr, path) : undefined
        return query === undefined ? [] : { ...query, expr: judged(query.expr, each.get('refId').text, rule) }
      })
      return { name, place: rule.place(path), queries }
    }),
  )
}

/** A query with the threshold that Grafana holds its last, mean, least or greatest value against, as if Prometheus compared them. */
function judged(expr: Expr, refId: string | undefined, rule: Cursor): Expr {
  const models = rule.get('data').items.map((each) => ({ refId: each.get('refId').text, model: each.get('model') }))
  const [decisive] = models.filter((each) => each.refId === rule.get('condition').text)
  if (decisive?.model.get('type').text !== 'threshold') return expr
  const reduced = models.find((each) => each.refId === decisive.model.get('expression').text)
  const isReduced = reduced?.model.get('type').text === 'reduce'
  if (isReduced && !['last', 'mean', 'min', 'max'].includes(reduced.model.get('reducer').text ?? '')) return expr
  const source = isReduced ? reduced.model.get('expression').text : reduced?.refId
  const evaluator = decisive.model.get('conditions').items[0]?.get('evaluator')
  const op = operators[evaluator?.get('type').text ?? '']
  const limit = evaluator?.get('params').items[0]?.number
  if (source === undefined || source !== refId || op === undefined || limit === undefined) return expr
  return { is: 'binary', op, left: { is: 'paren', expr }, right: { is: 'number', value: limit } }
}

const operators: Readonly<Record<string, BinaryOp>> = { gt: '>', lt: '<', gte: '>=', lte: '<=' }
