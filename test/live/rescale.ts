import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Document, isScalar, parseDocument, visit, type YAMLMap } from 'yaml'
import { parseDuration, printDuration } from '../../build/promql/duration.ts'
import { parse } from '../../build/promql/parse.ts'
import { print } from '../../build/promql/print.ts'
import type { Expr, TimeShift } from '../../build/promql/tree.ts'
import { mapChildren } from '../../build/promql/walk.ts'
import { untried } from './untried.ts'

/** A minute of the rules passes in a second. */
const timesFaster = 60

/** A duration a sixtieth as long, in whole milliseconds: `5m` is `5s`. Negative offsets keep their sign. */
export function scaled(duration: string): string {
  const [, sign = '', digits = ''] = /^(-?)(.*)$/.exec(duration) ?? []
  return sign + printDuration(Math.round(parseDuration(digits) / timesFaster))
}

/** The same expression over ranges, steps and offsets a sixtieth as long. */
export function rescaleQuery(expr: Expr, isGrowth = false): Expr {
  const grows = expr.is === 'call' && growth.includes(expr.fn)
  const inner = mapChildren(expr, (child) => rescaleQuery(child, grows))
  if (inner.is === 'selector') {
    const range = inner.range === undefined ? undefined : scaled(inner.range)
    return {
      ...inner,
      ...shifted(inner),
      ...(range !== undefined && { range: isGrowth ? widened(range) : range }),
    }
  }
  if (inner.is === 'subquery') {
    const step = inner.step !== undefined && { step: scaled(inner.step) }
    return { ...inner, ...shifted(inner), range: scaled(inner.range), ...step }
  }
  return inner
}

/** What needs several scrapes, of which there is one each second. */
const growth: readonly string[] = ['rate', 'increase', 'irate', 'delta', 'idelta', 'deriv', 'changes', 'resets']
const leastRange = '3s'
const widened = (range: string): string => (parseDuration(range) < parseDuration(leastRange) ? leastRange : range)

const shifted = ({ offset }: TimeShift): TimeShift => (offset === undefined ? {} : { offset: scaled(offset) })

const durations = {
  rules: ['for', 'keep_firing_for', 'interval'],
  routes: ['group_wait', 'group_interval', 'repeat_interval'],
} as const

/**
 * Rewrites the rules and Alertmanager's routes in a folder of generated files to a sixtieth of their time. Scrapes and
 * evaluations are settings, and flags are not in these files. Answers what was substituted.
 */
export function rescale(folder: string): readonly string[] {
  const rules = readdirSync(join(folder, 'alerts')).map((name) => join(folder, 'alerts', name))
  const objectives = rules.reduce((sum, file) => sum + leaveOut(file, (rule) => rule.hasIn(['labels', 'slo'])), 0)
  const left = rules.reduce(
    (sum, file) => sum + leaveOut(file, (rule) => untried.includes(String(rule.get('alert')))),
    0,
  )
  const ranges = rules.reduce((sum, file) => sum + rewrite(file, durations.rules), 0)
  const waits = rewrite(join(folder, 'alertmanager', 'alertmanager.yml'), durations.routes)
  return [
    `${ranges} durations of rules (ranges, offsets, for, keep_firing_for): a sixtieth, ranges of rates at least ${leastRange}`,
    `${objectives} alerts of objectives: left out, for their windows of days would remember every fault of a run`,
    `${left} rules of alerts that no fault sets off: left out`,
    `${waits} waits of Alertmanager's routes (group_wait, group_interval, repeat_interval): a sixtieth`,
  ]
}

/** Takes alerts out of a rule file, and answers how many there were. */
function leaveOut(file: string, isLeftOut: (rule: YAMLMap) => boolean): number {
  const document = parseDocument(readFileSync(file, 'utf8'))
  let count = 0
  visit(document, {
    Map(_, rule) {
      if (!rule.has('alert') || !isLeftOut(rule)) return undefined
      count += 1
      return visit.REMOVE
    },
  })
  if (count > 0) writeFileSync(file, String(document))
  return count
}

function rewrite(file: string, keys: readonly string[]): number {
  const document = parseDocument(readFileSync(file, 'utf8'))
  const count = rewriteIn(document, keys)
  writeFileSync(file, String(document))
  return count
}

/** Answers how many durations were changed. */
function rewriteIn(document: Document, keys: readonly string[]): number {
  let count = 0
  visit(document, {
    Pair(_, { key, value }) {
      if (!isScalar(key) || !isScalar(value) || typeof value.value !== 'string') return
      const name = String(key.value)
      if (name === 'expr') {
        const text = value.value
        value.value = print(rescaleQuery(parse(text)))
        count += text.match(/\[\d|\boffset\b/g)?.length ?? 0
      } else if (keys.includes(name)) {
        value.value = scaled(value.value)
        count += 1
      }
    },
  })
  return count
}
