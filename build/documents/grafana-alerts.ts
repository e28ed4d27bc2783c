import type { BinaryOp, Expr } from '../promql/tree.ts'
import type { Cursor } from './cursor.ts'
import { dataSourcesOf } from './data-source.ts'
import type { Reading } from './reading.ts'
import type { ManagedAlert } from './views.ts'

/** Whether these are alert rules that Grafana evaluates, as its provisioning files and its export have them. */
export const isGrafanaAlerts = (root: Cursor): boolean =>
  root.get('groups').items.some((group) => group.get('rules').items.some((rule) => rule.get('data').isList))

/** Reads the queries to Prometheus of alert rules that Grafana evaluates; its own expressions and other languages are left alone. */
export function readGrafanaAlerts(root: Cursor, reading: Reading): readonly ManagedAlert[] {
  const asks = dataSourcesOf(root.value)
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
          !isLog &&
          (expr.text ?? '').trim() !== '' &&
          asks(model.get('datasource').value, each.get('datasourceUid').value)
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
  const judgement = decisive && judgementOf(decisive.model)
  if (judgement === undefined || refId === undefined) return expr
  const reduced = models.find((each) => each.refId === judgement.source)
  const isReduced = reduced?.model.get('type').text === 'reduce'
  if (isReduced && !reducers.includes(reduced.model.get('reducer').text ?? '')) return expr
  const source = isReduced ? reduced.model.get('expression').text?.replace(/^\$\{?(\w+)\}?$/, '$1') : reduced?.refId
  if (source !== refId) return expr
  const { op, limit } = judgement
  return { is: 'binary', op, left: { is: 'paren', expr }, right: { is: 'number', value: limit } }
}

const reducers = ['last', 'mean', 'avg', 'min', 'max']
const operators: Readonly<Record<string, BinaryOp>> = { gt: '>', lt: '<', gte: '>=', lte: '<=' }

/** Which answers are compared with what; `undefined` where it is more than one comparison with a number. */
interface Judgement {
  readonly source: string | undefined
  readonly op: BinaryOp
  readonly limit: number
}

function judgementOf(model: Cursor): Judgement | undefined {
  const conditions = model.get('conditions').items
  const [condition] = conditions
  switch (model.get('type').text) {
    case 'threshold':
      return condition && evaluated(condition, model.get('expression').text)
    case 'classic_conditions': {
      const reducer = condition?.get('reducer', 'type').text ?? ''
      if (condition === undefined || conditions.length > 1 || !reducers.includes(reducer)) return undefined
      return evaluated(condition, condition.get('query', 'params').items[0]?.text)
    }
    case 'math': {
      const written = /^\s*\$\{?(\w+)\}?\s*(>=|<=|==|!=|>|<)\s*(-?\d+(?:\.\d+)?)\s*$/.exec(
        model.get('expression').text ?? '',
      )
      if (written === null) return undefined
      return { source: written[1], op: written[2] as BinaryOp, limit: Number(written[3]) }
    }
    default:
      return undefined
  }
}

function evaluated(condition: Cursor, source: string | undefined): Judgement | undefined {
  const evaluator = condition.get('evaluator')
  const op = operators[evaluator.get('type').text ?? '']
  const limit = evaluator.get('params').items[0]?.number
  return op === undefined || limit === undefined ? undefined : { source, op, limit }
}
