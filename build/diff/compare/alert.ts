import { parseDuration } from '../../promql/duration.ts'
import { PromqlError } from '../../promql/error.ts'
import { amount } from '../amount.ts'
import type { Change, Numbers, Played } from '../change.ts'
import { difference } from '../promql/condition.ts'
import { noQuery } from '../promql/query.ts'
import { unitByNames } from '../promql/units.ts'
import type { RuleView } from '../read/rules.ts'
import { change, shown } from '../words.ts'
import { queryDetail } from './detail.ts'
import { diffFields, without } from './fields.ts'
import { fieldLines } from './lines.ts'
import { textLines } from './texts.ts'

const waits = ({ json }: RuleView, field: string): string => shown(json[field] ?? '0s')

function aboutOf(rule: RuleView): string {
  const { severity } = rule.labels
  const held = waits(rule, 'for')
  const told = [severity, held === '0s' ? undefined : `for ${held}`].filter((each) => each !== undefined)
  return told.length === 0 ? '' : ` (${told.join(', ')})`
}

export const alertAdded = (part: string, name: string, rule: RuleView): Change => ({
  weight: 'alerting',
  part,
  alert: rule.name,
  what: `${name} is new${aboutOf(rule)}`,
  detail: queryDetail(noQuery, rule.query),
})

export const alertRemoved = (part: string, name: string, rule: RuleView): Change => ({
  weight: 'alerting',
  part,
  what: `${name} is removed${aboutOf(rule)}`,
  detail: queryDetail(rule.query, noQuery),
})

/** What an alert does differently, then what it says differently. */
export function alertChanges(part: string, name: string, old: RuleView, now: RuleView): readonly Change[] {
  const alerting = (what: string): Change => ({ weight: 'alerting', part, what })
  const numbers = numbersOf(old, now)
  const renamed = old.name === now.name ? [] : [alerting(`${name} was called ${old.name}`)]
  const changes = [
    ...renamed,
    ...conditionChanges(part, name, old, now),
    ...holdChanges(old, now, 'for', ['fires later', 'fires earlier']).map((what) => ({
      ...alerting(`${name} ${what}`),
      numbers,
    })),
    ...holdChanges(old, now, 'keep_firing_for', ['keeps firing longer', 'resolves earlier']).map((what) =>
      alerting(`${name} ${what}`),
    ),
    ...labelChanges(old, now).map((what) => alerting(`${name}${what}`)),
    ...fieldLines({ part, name }, diffFields(rest(old), rest(now)), () => 'alerting'),
    ...textLines({ part, name }, old.annotations, now.annotations),
  ]
  return changes.map((each) => (each.weight === 'alerting' ? { ...each, alert: now.name } : each))
}

const known = ['alert', 'expr', 'for', 'keep_firing_for', 'labels', 'annotations']
const rest = ({ json }: RuleView) => without(json, known)

function conditionChanges(part: string, name: string, was: RuleView, now: RuleView): readonly Change[] {
  const { query: old } = was
  const { query } = now
  if (old.equals(query)) return []
  const alerting = (what: string, more: Omit<Change, 'weight' | 'part' | 'what'>): readonly Change[] => [
    { weight: 'alerting', part, what: `${name}${what}`, ...more },
  ]
  const detail = queryDetail(old, query)
  const [before, after] = [old.canonical.expr, query.canonical.expr]
  const found = before && after && difference(before, after)
  if (found?.is === 'threshold') {
    const { from, to, compared, isStricter } = found
    const unit = unitByNames(compared)
    const verb = isStricter === undefined ? ':' : isStricter ? ' fires later:' : ' fires earlier:'
    const shift = { from, to, names: namesIn(now) }
    return alerting(`${verb} threshold ${amount(from, unit)} → ${amount(to, unit)}`, {
      shift,
      numbers: numbersOf(was, now),
    })
  }
  if (found?.is === 'window') {
    const verb =
      found.isLonger === undefined
        ? ' looks at another window'
        : `'s window is ${found.isLonger ? 'longer' : 'shorter'}`
    return alerting(`${verb}: ${found.from} → ${found.to}`, { numbers: numbersOf(was, now) })
  }
  return alerting(' fires on another condition', { detail })
}

const numbersOf = (old: RuleView, now: RuleView): Numbers => ({
  before: playedOf(old),
  after: playedOf(now),
})

const playedOf = (rule: RuleView): Played => ({
  expr: rule.query.written,
  for: waits(rule, 'for'),
  keepFiringFor: waits(rule, 'keep_firing_for'),
})

/** What a panel that draws the threshold may call the alert: its name, or the panel's own identity. */
const namesIn = ({ name, annotations }: RuleView): readonly string[] => {
  const { __dashboardUid__: uid, __panelId__: panel } = annotations
  return uid === undefined || panel === undefined ? [name] : [name, `${uid}/${panel}`]
}

function holdChanges(
  old: RuleView,
  now: RuleView,
  field: 'for' | 'keep_firing_for',
  [longer, shorter]: readonly [string, string],
): readonly string[] {
  const [from, to] = [waits(old, field), waits(now, field)]
  const [before, after] = [millisecondsOf(from), millisecondsOf(to)]
  if (from === to || (before !== undefined && before === after)) return []
  const what = `${field} ${from} → ${to}`
  if (before === undefined || after === undefined) return [`has another ${what}`]
  return [`${after > before ? longer : shorter}: ${what}`]
}

function millisecondsOf(text: string): number | undefined {
  try {
    return parseDuration(text)
  } catch (error) {
    if (!(error instanceof PromqlError)) throw error
    return undefined
  }
}

function labelChanges(old: RuleView, now: RuleView): readonly string[] {
  const names = [...new Set([...Object.keys(old.labels), ...Object.keys(now.labels)])].sort()
  return names.flatMap((label) => {
    const [before, after] = [own(old.labels, label), own(now.labels, label)]
    if (before === after) return []
    const isSeverity = label === 'severity' && before !== undefined && after !== undefined
    return isSeverity
      ? [` is ${shown(after)} now, no longer ${shown(before)}`]
      : [`: label ${label} ${change(before, after)}`]
  })
}

const own = (of: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.hasOwn(of, name) ? of[name] : undefined
