import { Refused } from '../findings/problem.ts'
import { evaluator } from '../promql/evaluate/evaluate.ts'
import type { LabelSet } from '../promql/evaluate/series.ts'
import { selectors } from '../promql/rewrite.ts'
import type { Expr, Selector } from '../promql/tree.ts'
import { walk } from '../promql/walk.ts'
import { exact } from '../witness/course.ts'
import { type Draft, type Subject, staged } from '../witness/draft.ts'
import { metricsIn } from '../witness/ground.ts'
import { plain } from '../witness/humanize.ts'
import { capacity, labelsOf, labelsRead } from '../witness/labels.ts'
import type { Motion } from '../witness/motion.ts'
import { seriesOf, seriesText } from '../witness/plan.ts'
import type { Standing } from '../witness/scene.ts'
import { Underivable } from '../witness/underivable.ts'
import type { Witness } from '../witness/witness.ts'
import { World } from '../witness/world.ts'

/** How many inputs are tried, at most. */
export const mostTries = 600
/** More series are not varied one by one. */
export const mostSeries = 12

/** A series whose value is varied: what it is, or how much it grows from one sample to the next. */
export interface Knob {
  readonly labels: LabelSet
  readonly motion: Motion
  readonly values: readonly (number | undefined)[]
}

/** A value for each knob; there is no series where there is none. */
export type Setting = readonly (number | undefined)[]

/**
 * Where no way leads back through a condition, values are tried: of each series that it reads the same few, around the
 * numbers that it is compared with. What sets it off is then moved towards what does not, until the two nearly touch.
 */
export function searched(subject: Subject, play: (draft: Draft) => Witness | undefined): readonly Witness[] {
  const [{ when }] = subject.arms as readonly [Subject['arms'][number]]
  const knobs = knobsOf(subject, when.expr)
  if (knobs.length === 0 || knobs.length > mostSeries) return []
  const holds = trial(subject, when.expr, knobs)
  let [fires, silent]: [Setting | undefined, Setting | undefined] = [undefined, undefined]
  for (const setting of settingsOf(knobs)) {
    if (holds(setting)) fires ??= setting
    else silent ??= setting
    if (fires !== undefined && silent !== undefined) break
  }
  if (fires === undefined) return []
  const pair = silent === undefined ? undefined : narrowed(fires, silent, holds)
  return draftsOf(subject, knobs, pair?.fires ?? fires, pair).flatMap((draft) => play(draft) ?? [])
}

/** Two series of each selector, which differ in one label, where that can be. */
export function knobsOf({ ground }: Subject, expr: Expr): readonly Knob[] {
  const numbers = [...walk(expr)].flatMap((node) => (node.is === 'number' ? node.value : []))
  const around = numbers.flatMap((value) => [
    value,
    value * 1.1,
    value * 0.9,
    value * 2,
    value / 2,
    value + 1,
    value - 1,
  ])
  const values = [...new Set([1, 0, 1000, 10, 2, 100, ...around.map(exact)])].filter((value) => Math.abs(value) < 1e12)
  const ranged = new Set(
    [...walk(expr)].flatMap((node) => (node.is === 'call' ? node.args.filter(isGrowing(node.fn)) : [])),
  )
  const found = new Map<string, Knob>()
  for (const selector of selectors(expr)) {
    const metric = metricsIn(ground.catalog)(selector)
    const reading = { metric, selector, stack: ground.stack, values: ground.values }
    const asked = (label: string) => (metric.facts.initialised?.[label] ?? []).length > 0
    // A label that is asked for somewhere tells more than another process; those that an alert has itself tell no alerts apart.
    const others = labelsRead(reading)
      .filter((label) => !/^(?:job|le|alertname|alertstate)$/.test(label) && capacity(reading, label) > 1)
      .toSorted((a, b) => Number(asked(b)) - Number(asked(a)))
      .slice(0, 2)
    for (const pick of [{}, ...others.map((label) => ({ [label]: 1 }))]) {
      let labels: LabelSet
      try {
        labels = labelsOf(reading, pick)
      } catch (error) {
        if (!(error instanceof Underivable) || Object.keys(pick).length === 0) throw error
        continue
      }
      const grows = ranged.has(selector) || (metric.type === 'counter' && selector.range !== undefined)
      found.set(seriesText(labels), {
        labels,
        motion: grows ? { mode: 'growth' } : { mode: 'level' },
        values: [...values.filter((value) => !grows || value >= 0), undefined],
      })
    }
  }
  return [...found.values()]
}

const isGrowing =
  (fn: string) =>
  (argument: Expr): argument is Selector =>
    argument.is === 'selector' && argument.range !== undefined && /^(?:i?rate|increase|i?delta|deriv|changes)$/.test(fn)

/** Whether the condition holds in a world that has always been like this. */
function trial({ ground, reach }: Subject, expr: Expr, knobs: readonly Knob[]): (setting: Setting) => boolean {
  const { clock } = ground
  const samples = Math.min(2000, Math.ceil((reach + 2 * clock.interval) / clock.spacing) + clock.lead)
  const end = Math.floor((samples * clock.spacing) / clock.interval) * clock.interval
  return (setting) => {
    const world = new World([samples], clock)
    for (const [at, { labels, motion }] of knobs.entries()) world.put(labels, [setting[at]], motion)
    try {
      const series = world.plans.map((plan) => seriesOf(plan, clock.spacing))
      return evaluator(expr, series, { windows: 'left-open', interval: clock.interval })(end).length > 0
    } catch (error) {
      // Series that cannot be matched are no story.
      if (error instanceof Refused) return false
      throw error
    }
  }
}

/** From what is alike everywhere on, then what differs in one series or two, then any. */
function* settingsOf(knobs: readonly Knob[]): Generator<Setting, void> {
  let tries = 0
  const all = knobs[0]?.values ?? []
  for (const value of all) {
    tries += 1
    yield knobs.map(({ values }) => (values.includes(value) ? value : 1))
  }
  for (const base of [1, 1000])
    for (const [at, { values }] of knobs.entries())
      for (const value of values) {
        tries += 1
        yield knobs.map((_, other) => (other === at ? value : base))
      }
  // The same numbers in every run.
  let seed = 1
  const next = (below: number): number => {
    seed = (seed * 48_271) % 2_147_483_647
    return seed % below
  }
  for (; tries < mostTries; tries += 1) yield knobs.map(({ values }) => values[next(values.length)])
}

interface Pair {
  readonly fires: Setting
  readonly silent: Setting
  /** The series in which alone they differ. */
  readonly at: number
}

/** The first step on the way from one setting to the other with which the alert falls silent, made as small as it can be. */
function narrowed(fires: Setting, silent: Setting, holds: (setting: Setting) => boolean): Pair | undefined {
  let current = fires
  for (const [at, value] of silent.entries()) {
    const next = current.map((each, other) => (other === at ? value : each))
    if (holds(next)) {
      current = next
      continue
    }
    const [a, b] = [current[at], value]
    if (a === undefined || b === undefined) return { fires: current, silent: next, at }
    const withValue = (each: number) => current.map((other, index) => (index === at ? each : other))
    const isWhole = Number.isInteger(a) && Number.isInteger(b)
    let [on, off]: readonly [number, number] = [a, b]
    for (let round = 0; round < 40 && Math.abs(on - off) > Math.max(Math.abs(on), Math.abs(off)) * 0.02; round += 1) {
      const middle: number = isWhole ? Math.round((on + off) / 2) : exact((on + off) / 2)
      if (middle === on || middle === off) break
      if (holds(withValue(middle))) on = middle
      else off = middle
    }
    return { fires: withValue(on), silent: withValue(off), at }
  }
  return undefined
}

/** The drafts of what was found: of a setting that fires alone there is only that. */
function draftsOf(subject: Subject, knobs: readonly Knob[], fires: Setting, pair: Pair | undefined): readonly Draft[] {
  const name = pair === undefined ? '' : seriesText(knobs[pair.at]?.labels ?? {})
  const said = (setting: Setting) => {
    const value = pair && setting[pair.at]
    return value === undefined ? `without ${name}` : `with ${name} at ${plain(value)}`
  }
  // Nothing is added to the series that were found.
  const bare = { ...subject, lag: undefined, arms: subject.arms.map((arm) => ({ ...arm, ways: [] })) }
  const put = (phases: readonly Setting[], standing: Standing) =>
    staged(bare, standing, ({ world }) => {
      for (const [index, { labels, motion }] of knobs.entries())
        world.put(
          labels,
          world.phases.map((_, phase) => (phases[phase] ?? [])[index]),
          motion,
        )
    })
  if (pair === undefined) return [{ kinds: ['fires'], title: 'fires', claim: 'fires', ...put([fires], ['beyond']) }]
  const [on, off] = [pair.fires, pair.silent]
  return [
    {
      kinds: ['fires', 'resolves'],
      title: `fires ${said(on)}, and resolves ${said(off)}`,
      claim: 'resolves',
      ...put([on, off], ['beyond', 'well']),
    },
    { kinds: ['fires'], title: `fires ${said(on)}`, claim: 'fires', ...put([on], ['beyond']) },
    { kinds: ['just under'], title: `stays silent ${said(off)}`, claim: 'silent', ...put([off], ['within']) },
  ]
}
