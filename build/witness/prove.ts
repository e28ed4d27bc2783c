import { Refused } from '../findings/problem.ts'
import type { AnyAlert, AnyArm } from '../language/alert.ts'
import type { Catalog } from '../model/catalog.ts'
import type { Model, RuleGroup } from '../model/model.ts'
import { parseDuration } from '../promql/duration.ts'
import { selectors } from '../promql/rewrite.ts'
import type { Expr } from '../promql/tree.ts'
import { walk } from '../promql/walk.ts'
import { affine, numberOf } from './affine.ts'
import { openingOf } from './calendar.ts'
import type { Draft, Subject } from './draft.ts'
import { type Sketch, sketchesOf } from './drafts.ts'
import { efforts, simplest } from './effort.ts'
import type { Ground } from './ground.ts'
import { impossible } from './impossible.ts'
import { lagOf } from './lag.ts'
import { computed } from './recorded.ts'
import { type Missing, needless, notShown, ruledOut, unread, untrue } from './refusals.ts'
import { playedOut } from './scenario.ts'
import type { Rule } from './simulate.ts'
import { type Clock, clockFor, clockOf, lookback, reachOf } from './time.ts'
import { Underivable } from './underivable.ts'
import { type Atom, classOf, type Way, waysOf } from './ways.ts'
import { player, type Seen, type Witness } from './witness.ts'

/**
 * Works out what shows that an alert fires when it must and only then, and plays it through. `told`: the labels and
 * annotations of each of its rules. Throws `Refused` where a condition can never be true, or never false; where a scenario
 * is not true; and where too little was found, and neither scenarios nor a reason take its place.
 */
export function prove(model: Model, group: RuleGroup, alert: AnyAlert, told: readonly Seen[]): readonly Witness[] {
  const where = `${group.file} › ${alert.name}`
  const arms = alert.arms.map((arm) => ({
    ...arm,
    when: { ...arm.when, expr: computed(arm.when.expr, group.recordings) },
  }))
  const excluded = arms.flatMap(({ when }) => impossible(when.expr, model.catalog, milliseconds(alert.for)) ?? [])
  if (excluded.length > 0) throw new Refused(excluded.map((each) => ruledOut(where, each)))
  const { subject, sketches, missing: unread } = takenApart(model, alert, arms)
  const evaluated = {
    offset: milliseconds(group.queryOffset),
    ...(group.limit === undefined ? {} : { limit: group.limit }),
  }
  const rules = arms.map(({ when }, at): Rule => {
    const { labels = {}, annotations = {} } = told[at] ?? {}
    return { expr: when.expr, for: subject.hold, keepFiringFor: subject.keep, ...evaluated, labels, annotations }
  })
  const play = player(subject, rules)
  const played = sketches.map((sketch) => shown(sketch, subject, play))
  refuseUnread(where, alert, arms, model.catalog)
  const scenarios = alert.scenarios.map((scenario) => toldOf(subject, scenario, play))
  const wrong = scenarios.filter(({ witness, why }) => witness === undefined && why === undefined)
  if (wrong.length > 0) throw new Refused(wrong.map(({ draft }) => untrue(where, draft)))
  const missing = [...unread, ...[...played, ...scenarios].flatMap((each) => each.missing ?? [])]
  refuseUnless(where, alert, subject, rules, missing)
  return distinct(
    [...played, ...scenarios].flatMap(({ draft, witness }) => (draft && witness ? [{ draft, witness }] : [])),
  )
}

/** A scenario tells of what a condition reads: no rule would notice the rest. */
function refuseUnread(where: string, { scenarios }: AnyAlert, arms: readonly AnyArm[], catalog: Catalog): void {
  const read = arms.flatMap(({ when }) =>
    selectors(when.expr).map((selector) => catalog.metricOf(selector)?.name ?? selector.metric ?? ''),
  )
  const strangers = scenarios.flatMap(({ title, happenings }) =>
    happenings
      .filter(
        ({ metric: { name } }) => !read.some((known) => known === name || isPart(known, name) || isPart(name, known)),
      )
      .map(({ metric: { name } }) => unread(where, title, name, [...new Set(read)])),
  )
  if (strangers.length > 0) throw new Refused(strangers)
}

/** `http_request_duration_seconds_count` is a part of its histogram. */
const isPart = (name: string, histogram: string): boolean =>
  /^_(?:count|sum|bucket)$/.test(name.slice(histogram.length)) && name.startsWith(histogram)

export interface Played {
  readonly draft?: Draft
  readonly witness?: Witness | undefined
  readonly why?: string
  readonly missing?: Missing
}

/** A scenario, played. One of which the annotations cannot be told is missing, and not untrue. */
function toldOf(
  subject: Subject,
  scenario: AnyAlert['scenarios'][number],
  play: ReturnType<typeof player>,
): Played & { readonly draft: Draft } {
  const draft = playedOut(subject, scenario)
  try {
    return { draft, witness: play(draft) }
  } catch (error) {
    const why = reasonOf(error)
    return { draft, why, missing: { why, draft } }
  }
}

/** What neither scenarios of both kinds nor a reason make up for is refused, and so is a reason that nothing needs. */
function refuseUnless(
  where: string,
  alert: AnyAlert,
  subject: Subject,
  rules: readonly Rule[],
  missing: readonly Missing[],
): void {
  const told = (['fires', 'silent'] as const).every((each) =>
    alert.scenarios.some((scenario) => scenario.alert === each),
  )
  const [first] = missing
  if (alert.unproven !== undefined && (first === undefined || told))
    throw new Refused(needless(where, alert.unproven, first === undefined))
  if (first !== undefined && !told && alert.unproven === undefined)
    throw new Refused(notShown(where, [first, ...missing.slice(1)], subject, rules))
}

/** An alert with its conditions taken apart, and the claims that follow; why there are none where they cannot be. */
export function takenApart(
  { catalog, stack }: Pick<Ground, 'catalog' | 'stack'>,
  alert: AnyAlert,
  arms: readonly AnyArm[],
): { readonly subject: Subject; readonly sketches: readonly Sketch[]; readonly missing: readonly Missing[] } {
  const exprs = arms.map(({ when }) => when.expr)
  const [hold, keep] = [milliseconds(alert.for), milliseconds(alert.keepFiringFor)]
  const { ways, before, room, missing } = waysOrWhy(arms, hold)
  const atoms = ways.flat().flatMap(({ holds, fails }) => [...holds, ...fails])
  const lag = lagOf(atoms)
  const ages = Math.max(0, ...atoms.map(agesIn))
  const reach = (lag?.present ?? Math.max(0, ...exprs.map(reachOf))) + (exprs.some(countsSeries) ? lookback : 0) + ages
  const lasting = reach + hold + keep + before + (lag?.past ?? 0)
  const { clock, why } = clockOrWhy(() => clockFor(stack, exprs, lasting, room))
  const subject: Subject = {
    alert,
    arms: arms.map((arm, at) => ({ ...arm, ways: ways[at] ?? [] })),
    class: missing.length > 0 ? 'threshold' : classOf(ways.flat()),
    hold,
    keep,
    reach,
    ages,
    lag,
    ground: {
      catalog,
      stack,
      clock: clock ?? clockOf(stack),
      values: new Map(),
      effort: simplest,
    },
  }
  if (missing.length > 0) return { subject, sketches: [], missing }
  if (why !== undefined) return { subject, sketches: [], missing: [{ why }] }
  try {
    return { subject, sketches: sketchesOf(subject), missing: [] }
  } catch (error) {
    return { subject, sketches: [], missing: [{ why: reasonOf(error) }] }
  }
}

function waysOrWhy(
  arms: readonly AnyArm[],
  hold: number,
): {
  readonly ways: readonly (readonly Way[])[]
  /** How long their hours are waited for, and how long they then last beyond the wait of the alert, in milliseconds. */
  readonly before: number
  readonly room: number
  readonly missing: readonly Missing[]
} {
  try {
    if (arms.some(({ when }) => selectors(when.expr).some(({ metric }) => metric?.startsWith('ALERTS'))))
      throw new Underivable('it reads ALERTS, and so itself')
    const ways = arms.map(({ when }) => waysOf(when.expr))
    return { ways, ...openingIn(ways.flat(), hold), missing: [] }
  } catch (error) {
    return { ways: [], before: 0, room: Number.POSITIVE_INFINITY, missing: [{ why: reasonOf(error) }] }
  }
}

/** About how long a test waits for hours to begin, and how long these last. */
function openingIn(ways: readonly Way[], hold: number): { readonly before: number; readonly room: number } {
  const openings = ways.flatMap(({ hours }) =>
    hours === undefined ? [] : [openingOf(hours, { within: hold, outside: 0 })],
  )
  return {
    before: Math.max(0, ...openings.flatMap(({ within, outside = 0 }) => [within, outside])),
    room: Math.min(Number.POSITIVE_INFINITY, ...openings.map(({ lasts }) => Math.max(1, lasts - hold))),
  }
}

function clockOrWhy(make: () => Clock): { readonly clock?: Clock; readonly why?: string } {
  try {
    return { clock: make() }
  } catch (error) {
    return { why: reasonOf(error) }
  }
}

/** A series that goes is still counted for a while. */
const countsSeries = (expr: Expr): boolean =>
  [...walk(expr)].some((node) => node.is === 'aggregation' && node.op === 'count')

/** No moment lies before the epoch, so what is so old must first have come to be, and what is yet to come need not; in milliseconds. */
function agesIn(atom: Atom): number {
  if (atom.asks !== 'value' || (atom.value > 0 && isAhead(atom.expr))) return 0
  const nodes = [...walk(atom.expr)]
  if (!nodes.some((node) => node.is === 'call' && node.fn === 'time')) return 0
  const numbers = nodes.flatMap((node) => Math.abs(numberOf(node) ?? 0))
  return 2000 * Math.max(Math.abs(atom.value) * unitIn(atom.expr), ...numbers)
}

/** Whether the time is taken off: `expiry - time()`. */
function isAhead(expr: Expr): boolean {
  if (expr.is === 'paren' || expr.is === 'aggregation') return isAhead(expr.expr)
  if (expr.is !== 'binary') return false
  return (expr.op === '-' && affine(expr.right)?.clock === 1) || (expr.op === '/' && isAhead(expr.left))
}

/** How many seconds an age is counted in: days, where it is divided by 86,400. */
function unitIn(expr: Expr): number {
  if (expr.is === 'paren') return unitIn(expr.expr)
  if (expr.is !== 'binary' || (expr.op !== '/' && expr.op !== '*')) return 1
  const factor = Math.abs(numberOf(expr.right) ?? 1)
  return unitIn(expr.left) * (expr.op === '/' ? factor : 1 / (factor || 1))
}

/** The first witness of a claim, by the simplest effort that finds one; rather one that is no matter of rounding. */
export function shown([first, ...others]: Sketch, subject: Subject, play: ReturnType<typeof player>): Played {
  let missing: Missing = {}
  let shaky: Played | undefined
  for (const attempt of [first, ...others]) {
    for (const effort of efforts) {
      const tried = attempted(attempt, { ...subject, ground: { ...subject.ground, effort } }, play)
      if (tried.witness?.isFirm) return tried
      if (tried.witness !== undefined) {
        shaky ??= tried
        continue
      }
      // Where no way leads back from the simplest, none does so with more traffic.
      const isHopeless = effort === efforts[0] && tried.draft === undefined && tried.missing?.draft === undefined
      // What was seen says more than why one more input could not be made.
      if (tried.missing !== undefined && (missing.draft === undefined || tried.missing.draft !== undefined))
        missing = tried.missing
      if (isHopeless) break
    }
  }
  return shaky ?? { missing }
}

function attempted(attempt: Sketch[0], subject: Subject, play: ReturnType<typeof player>): Played {
  let draft: Draft | undefined
  try {
    draft = attempt(subject)
    const witness = play(draft)
    return witness === undefined ? { draft, missing: { draft } } : { draft, witness }
  } catch (error) {
    return { missing: { ...(draft === undefined ? {} : { draft }), why: reasonOf(error) } }
  }
}

/** A clause; throws what is no matter of the input. */
function reasonOf(error: unknown): string {
  if (error instanceof Underivable) return error.message
  if (error instanceof Refused) return error.problems.map(({ what }) => what.replace(/\.$/, '')).join(', and ')
  throw error
}

const milliseconds = (duration: string | undefined): number => (duration === undefined ? 0 : parseDuration(duration))

/**
 * Of drafts with the same series the first is kept: the others would show the same thing. What two ways of a condition show
 * alike has a name of its own for each.
 */
function distinct(all: readonly { readonly draft: Draft; readonly witness: Witness }[]): readonly Witness[] {
  const seen = new Set<string>()
  const told = new Map<string, number>()
  return all.flatMap(({ draft: { plans, length, claim }, witness }) => {
    const text = JSON.stringify([plans.map(({ name, values }) => `${name} ${values}`).sort(), length, claim])
    if (seen.has(text)) return []
    seen.add(text)
    const times = (told.get(witness.title) ?? 0) + 1
    told.set(witness.title, times)
    if (times === 1) return [witness]
    return [{ ...witness, title: `${witness.title} (${times === 2 ? 'in another way' : `in way ${times}`})` }]
  })
}
