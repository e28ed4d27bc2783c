import type { Cursor } from '../documents/cursor.ts'
import { type AsksPrometheus, dataSourcesOf } from '../documents/data-source.ts'
import { PromqlError } from '../promql/error.ts'
import { hasMacro } from '../promql/macros.ts'
import { parse } from '../promql/parse.ts'
import { printLine } from '../promql/print.ts'
import type { BinaryOp, Expr } from '../promql/tree.ts'
import type { Comments } from './comments.ts'
import { type Translated, translated } from './managed-texts.ts'
import type { Draft } from './read.ts'
import { type ReadGroup, type ReadRule, stemOf } from './read-rules.ts'

/** Why an alert of Grafana is none that Prometheus could evaluate: the rest of a sentence. */
class Untranslatable extends Error {}

/** A group, and the name that a resource of the operator has for it. */
export interface ManagedGroup {
  readonly cursor: Cursor
  readonly resource?: string | undefined
}

interface Managed {
  readonly file: string
  readonly groups: readonly ManagedGroup[]
  readonly comments: Comments
}

/**
 * Takes in alert rules that Grafana evaluates, where Prometheus would tell the same: one query of this moment, held against
 * one number. The others are left, each with the reason.
 */
export function readManaged({ file, groups: given, comments }: Managed, draft: Draft): void {
  const groups: ReadGroup[] = []
  const names = new Set<string>()
  for (const { cursor: group, resource = '' } of given) {
    const asks = dataSourcesOf(group.value)
    const written = group.get('name').text ?? resource
    const own = comments.until(group.span.from)
    const rules = group.get('rules').items.flatMap((rule): ReadRule[] => {
      const title = rule.get('title').text ?? ''
      const before = [...comments.until(rule.span.from), ...comments.through(rule)]
      const place = `${file} › ${written} › ${title}`
      try {
        const { isOfThisMoment, ...read } = ruleOf(rule, asks)
        const besides = isOfThisMoment ? 'no data and of errors' : 'no data, of errors and of series that end'
        const isNumber = rule.get('annotations').entries.some(([, { text = '' }]) => /\$value\b/.test(text))
        const values = isNumber ? ', to which $value is a number' : ''
        draft.left.push(`${place}: what Grafana makes of ${besides}; Prometheus evaluates it now${values}.`)
        return [{ ...read, comments: { before, at: new Map(), after: [] } }]
      } catch (error) {
        if (!(error instanceof Untranslatable)) throw error
        draft.left.push(`${place}: Grafana evaluates this alert itself, and ${error.message}.`)
        return []
      }
    })
    if (rules.length === 0) continue
    const interval = group.get('interval').text
    const folder = group.get('folder').text
    const name = names.has(written) && folder !== undefined ? `${folder}: ${written}` : written
    names.add(name)
    groups.push({ name, about: interval === undefined ? {} : { interval }, rules, comments: own })
  }
  if (groups.length === 0) return
  const known = draft.rules.findIndex((each) => each.file === file)
  const rules = draft.rules[known]
  if (rules === undefined) draft.rules.push({ file, stem: stemOf(file), groups, comments: { before: [], after: [] } })
  else draft.rules[known] = { ...rules, groups: [...rules.groups, ...groups] }
}

function ruleOf(rule: Cursor, asks: AsksPrometheus): Omit<ReadRule, 'comments'> & Pick<Judged, 'isOfThisMoment'> {
  if (rule.get('record').isThere) throw new Untranslatable('records what it finds')
  if (rule.get('isPaused').value === true) throw new Untranslatable('it is paused')
  const noData = rule.get('noDataState').text
  if (noData === 'Alerting') throw new Untranslatable('it fires where there is no data')
  const { expr, op, limit, asked, isOfThisMoment } = judged(rule, asks)
  const isBare = expr.is === 'binary' || expr.is === 'unary'
  const left: Expr = isBare ? { is: 'paren', expr } : expr
  const texts = (key: string): Translated['texts'] => {
    const { texts: all, refused } = translated(rule.get(key), asked)
    if (refused !== undefined) throw new Untranslatable(refused)
    return all
  }
  return {
    kind: 'alert',
    name: rule.get('title').text ?? '',
    expr: printLine({ is: 'binary', op, left, right: { is: 'number', value: limit } }),
    for: timeOf(rule.get('for')),
    keepFiringFor: timeOf(rule.get('keep_firing_for')),
    labels: texts('labels'),
    annotations: texts('annotations'),
    isOfThisMoment,
  }
}

/** `0s`, which Grafana always writes, is nothing. */
const timeOf = ({ text }: Cursor): string | undefined =>
  text === undefined || /^0[a-z]*$/.test(text) ? undefined : text

interface Judged {
  readonly expr: Expr
  readonly op: BinaryOp
  readonly limit: number
  /** The letters under which texts may ask for the value of the query. */
  readonly asked: ReadonlySet<string>
  /** Whether Grafana asks for one value, too, and not for the last of a stretch. */
  readonly isOfThisMoment: boolean
}

function judged(rule: Cursor, asks: AsksPrometheus): Judged {
  const parts = new Map(rule.get('data').items.map((each) => [each.get('refId').text ?? '', each]))
  const condition = parts.get(rule.get('condition').text ?? '')?.get('model')
  if (condition === undefined) throw new Untranslatable('it has no condition')
  const { source, op, limit } = thresholdOf(condition)
  const asked = new Set<string>()
  let at = source
  let reducer: string | undefined
  const reduce = parts.get(at)?.get('model')
  if (reduce?.get('type').text === 'reduce') {
    asked.add(at)
    reducer = reduce.get('reducer').text
    const replaced = reduce.get('settings')
    // What is no number compares as false; so must what stands for it.
    if (replaced.get('mode').text === 'replaceNN' && isMet(replaced.get('replaceWithValue').number ?? 0, op, limit))
      throw new Untranslatable('it fires for what is no number')
    at = letter(reduce.get('expression').text)
  }
  const query = parts.get(at)
  if (query === undefined) throw new Untranslatable('its condition is more than one comparison')
  asked.add(at)
  const isOfThisMoment = asksOnce(query.get('model'))
  return { expr: queryOf(query, reducer, asks), op, limit, asked, isOfThisMoment }
}

function isMet(value: number, op: BinaryOp, limit: number): boolean {
  switch (op) {
    case '>':
      return value > limit
    case '<':
      return value < limit
    case '>=':
      return value >= limit
    case '<=':
      return value <= limit
    case '==':
      return value === limit
    default:
      return true
  }
}

const letter = (text = ''): string => text.trim().replace(/^\$\{?(\w+)\}?$/, '$1')

const operators: Readonly<Record<string, BinaryOp>> = { gt: '>', lt: '<', gte: '>=', lte: '<=', eq: '==', ne: '!=' }

function thresholdOf(model: Cursor): { readonly source: string; readonly op: BinaryOp; readonly limit: number } {
  const type = model.get('type').text
  if (type === 'math') {
    const written = /^\s*\$\{?(\w+)\}?\s*(>=|<=|==|!=|>|<)\s*(-?\d+(?:\.\d+)?)\s*$/.exec(
      model.get('expression').text ?? '',
    )
    if (written === null) throw new Untranslatable('it computes')
    return { source: written[1] ?? '', op: written[2] as BinaryOp, limit: Number(written[3]) }
  }
  if (type !== 'threshold') throw new Untranslatable('its condition is no threshold')
  const conditions = model.get('conditions').items
  const [first] = conditions
  const op = operators[first?.get('evaluator', 'type').text ?? '']
  const limit = first?.get('evaluator', 'params').items[0]?.number
  if (first?.get('unloadEvaluator').isThere) throw new Untranslatable('it recovers at another threshold')
  if (conditions.length !== 1 || op === undefined || limit === undefined)
    throw new Untranslatable('its threshold is a range')
  return { source: letter(model.get('expression').text), op, limit }
}

const asksOnce = (model: Cursor): boolean => model.get('instant').value === true && model.get('range').value !== true

/** The query, where what is compared is its answer of this moment. */
function queryOf(query: Cursor, reducer: string | undefined, asks: AsksPrometheus): Expr {
  const model = query.get('model')
  const text = model.get('expr').text?.trim() ?? ''
  const isTheirs =
    (model.get('queryType').text ?? '') !== '' || !asks(model.get('datasource').value, query.get('datasourceUid').value)
  if (text === '' || isTheirs) throw new Untranslatable('its query is none to Prometheus')
  if (!asksOnce(model) && reducer !== 'last')
    throw new Untranslatable(`it compares the ${reducer ?? 'values'} of a stretch`)
  if (reducer === 'count' || reducer === 'sum') throw new Untranslatable(`it compares the ${reducer} of answers`)
  if ((query.get('relativeTimeRange', 'to').number ?? 0) !== 0)
    throw new Untranslatable('it asks about an earlier time')
  if (hasMacro(text)) throw new Untranslatable('Grafana fills in its query')
  try {
    return parse(text)
  } catch (error) {
    if (error instanceof PromqlError || error instanceof RangeError) throw new Untranslatable('its query is no PromQL')
    throw error
  }
}
