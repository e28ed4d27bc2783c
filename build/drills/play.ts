import { chance, seedOf } from '../data/noise.ts'
import type { Drill } from '../language/drill.ts'
import type { Model } from '../model/model.ts'
import { levelsOf } from '../model/severities.ts'
import { selectors } from '../promql/rewrite.ts'
import type { Expr } from '../promql/tree.ts'
import { alertmanagerConfig } from '../targets/alertmanager.ts'
import { reads } from '../witness/world.ts'
import { type Evaluations, recorded, type Sent, sentBy } from './evaluate.ts'
import { happenIn } from './happen.ts'
import { type Healthy, healthy } from './healthy.ts'
import { type Notifying, notifyingOf } from './notifying.ts'
import { type GroupRule, rulesOf } from './rules.ts'
import { type Span, spansOf } from './spans.ts'
import { isConcerned, namesTouched } from './touched.ts'
import { World } from './world.ts'

/** What every drill of some definitions is played in. */
export interface Theatre {
  readonly healthy: Healthy
  readonly rules: readonly GroupRule[]
  readonly notifying: Notifying
  readonly model: Model
}

export const theatre = (model: Model): Theatre => ({
  healthy: healthy(model),
  rules: rulesOf(model),
  notifying: notifyingOf(alertmanagerConfig(model.stack, model.groups, model.jobs), levelsOf(model.groups)),
  model,
})

/** What Prometheus sent while a drill was played. Times are Unix milliseconds. */
export interface Played {
  /** When it began. */
  readonly zero: number
  /** Until when it was watched. */
  readonly until: number
  readonly sent: readonly Sent[]
  readonly deaf: readonly Span[]
}

const minute = 60_000
/** Before it begins, so that what the alerts say of the healthy world is seen. */
const lead = 5 * minute
/** How long a drill is watched after it is over, besides what the rules look back. */
const tail = 15 * minute
const most = 60 * minute

/** Plays a drill: makes its series, and evaluates the rules that read what it touches. */
export function play(drill: Drill, { healthy, rules, model }: Theatre): Played {
  const names = namesTouched(drill.happens, model)
  const concerned = rules.filter((rule) => isConcerned(rule.names, names))
  const reach = concerned.reduce((far, each) => Math.max(far, each.reach), 0)
  // No round time: what happens does not wait for a scrape.
  const late = Math.floor(chance(seedOf(drill.title), 0) * minute)
  const zero = healthy.midnight + drill.at * 1000 + late
  const end = zero + drill.lasts * 1000
  const span = { from: zero - lead, until: end + tail + Math.min(reach, most) }
  const deaf = drill.happens.flatMap((touch) => (touch.does === 'deaf' ? spansOf(touch.span, zero, end) : []))

  const joining = drill.happens.flatMap((touch) =>
    touch.does === 'join' ? [{ job: touch.job, instance: touch.instance }] : [],
  )
  const needed = new Set(concerned.flatMap((rule) => [...rule.names]))
  const world = new World(
    healthy,
    needed,
    { from: span.from - Math.min(reach, near) - lookback, until: span.until },
    joining,
    reach,
  )
  happenIn(world, drill.happens, { zero, end })
  const evaluations: Evaluations = {
    span,
    blind: world.blind,
    options: { windows: healthy.windows, interval: healthy.evaluationInterval },
  }
  const labels = world.touchedLabels
  const touchedBy = (expr: Expr): boolean =>
    selectors(expr).some((selector) => labels.some((each) => reads(selector, each)))
  const rulesTouched = concerned.filter(({ expr, recordings }) =>
    [expr, ...recordings.map((each) => each.expr)].some(touchedBy),
  )
  let { series } = world
  for (const recording of new Set(rulesTouched.flatMap(({ recordings }) => recordings)))
    series = [...series, ...recorded(recording, series, evaluations)]
  const sent = rulesTouched.flatMap((rule) => sentBy(rule, series, evaluations))
  return { zero, until: span.until, sent: sent.toSorted((a, b) => a.at - b.at), deaf }
}

/** How far back every scrape counts; windows of days are sampled more seldom before. */
const near = 120 * minute
/** For how long a sample counts as a present value, in milliseconds. */
const lookback = 300_000
