import { namesRead } from '../data/query.ts'
import { compareLabels, type Synthetic } from '../data/synthetic.ts'
import type { Drill } from '../language/drill.ts'
import { evaluator } from '../promql/evaluate/evaluate.ts'
import type { LabelSet, Series } from '../promql/evaluate/series.ts'
import type { Notification } from './alertmanager.ts'
import { Course, type Spell } from './course.ts'
import { recorded } from './evaluate.ts'
import { happenIn } from './happen.ts'
import { toldIn } from './outcome.ts'
import type { Played, Theatre } from './play.ts'
import type { GroupRecording, GroupRule } from './rules.ts'
import type { Span } from './spans.ts'
import { isConcerned, namesTouched } from './touched.ts'
import { World } from './world.ts'

/** The first message that wakes somebody; where none does, the first of all. `undefined` where nobody is told. */
export function firstPage(played: Played, { notifying }: Pick<Theatre, 'notifying'>): Notification | undefined {
  const told = toldIn(played, notifying).filter(({ firing }) => firing.some(isHeard))
  return told.find(({ firing }) => firing.some(({ severity }) => severity === 'critical')) ?? told[0]
}

const isHeard = ({ severity }: LabelSet): boolean => severity !== 'none'

const hour = 3_600_000
const shown = 2 * hour
/** What is compared with the week before, and what looks back two weeks. */
const past = 15 * 24 * hour
/** Often enough for lines; the rules of a drill are played at their own moments. */
const every = 60_000

/** Everything that Prometheus has while a drill goes on, as it is at a moment in Unix milliseconds: what a dashboard would show then. */
export function sceneOf(drill: Drill, { zero }: Pick<Played, 'zero'>, theatre: Theatre, at: number): Synthetic {
  const { healthy, rules, model } = theatre
  const names = new Set(
    healthy.series.flatMap(({ name, behaviour }) =>
      behaviour.is === 'histogram' ? ['_bucket', '_count', '_sum'].map((suffix) => name + suffix) : [name],
    ),
  )
  const joining = drill.happens.flatMap((touch) =>
    touch.does === 'join' ? [{ job: touch.job, instance: touch.instance }] : [],
  )
  const span = { from: at - shown, until: at + 1 }
  const world = new World(healthy, names, span, joining, past)
  happenIn(world, drill.happens, { zero, end: zero + drill.lasts * 1000 })
  const touched = namesTouched(drill.happens, model)
  const awake = rules.filter((rule) => isConcerned(rule.names, touched) || rule.labels.severity === 'none')
  return new Scene(world, rules, awake, { span, theatre })
}

interface Setting {
  readonly span: Span
  readonly theatre: Theatre
}

/** The series of a drill by name; what rules make of them when somebody asks for it. */
class Scene implements Synthetic {
  readonly names: readonly string[]
  readonly #known = new Map<string, readonly Series[]>()
  readonly #lists = new Map<string, readonly Series[]>()
  readonly #world: World
  readonly #awake: readonly GroupRule[]
  readonly #recordings: readonly GroupRecording[]
  readonly #setting: Setting

  constructor(world: World, rules: readonly GroupRule[], awake: readonly GroupRule[], setting: Setting) {
    this.#world = world
    this.#awake = awake
    this.#setting = setting
    this.#recordings = [...new Set(rules.flatMap(({ recordings }) => recordings))]
    for (const series of world.series) {
      const name = series.labels.__name__ ?? ''
      this.#known.set(name, [...(this.#known.get(name) ?? []), series])
    }
    this.names = [...new Set(['ALERTS', ...this.#known.keys(), ...this.#recordings.map(({ record }) => record)])].sort()
  }

  named(name: string): readonly Series[] {
    const known = this.#known.get(name)
    if (known !== undefined) return known
    // A rule that reads its own series finds none.
    this.#known.set(name, [])
    const made = name === 'ALERTS' ? this.#alerts() : this.#recorded(name)
    const sorted = made.toSorted((a, b) => compareLabels(a.labels, b.labels))
    this.#known.set(name, sorted)
    return sorted
  }

  together(names: readonly string[]): readonly Series[] {
    const sorted = [...new Set(names)].sort()
    const key = sorted.join(' ')
    const list = this.#lists.get(key) ?? sorted.flatMap((name) => this.named(name))
    this.#lists.set(key, list)
    return list
  }

  #recorded(name: string): readonly Series[] {
    const { span, theatre } = this.#setting
    const options = { windows: theatre.healthy.windows, interval: every }
    return this.#recordings
      .filter(({ record }) => record === name)
      .flatMap((rule) =>
        recorded(rule, this.together(namesIn(rule, this.names)), { span, blind: this.#world.blind, options }),
      )
  }

  #alerts(): readonly Series[] {
    const { span, theatre } = this.#setting
    const { healthy } = theatre
    const options = { windows: healthy.windows, interval: healthy.evaluationInterval }
    return this.#awake.flatMap((rule) => {
      const answer = evaluator(rule.expr, this.together(namesIn(rule, this.names)), options)
      const course = new Course(
        { name: rule.alert, for: rule.for, keepFiringFor: rule.keepFiringFor, labels: rule.labels },
        options.interval,
        { grace: every, tolerance: hour },
      )
      for (let at = span.from; at < span.until; at += options.interval) course.evaluate(at, answer(at))
      return course.spells.flatMap((spell) => states(spell, span.until, options.interval))
    })
  }
}

/** The names that a rule reads itself. */
const namesIn = ({ expr }: Pick<GroupRule, 'expr'>, all: readonly string[]): readonly string[] =>
  namesRead(expr, { names: all })

/** The series that Prometheus writes of an alert. */
function states({ labels, since, firedAt, until }: Spell, end: number, interval: number): readonly Series[] {
  const state = (alertstate: string, from: number, to: number): readonly Series[] => {
    const times: number[] = []
    for (let at = from; at < to; at += interval) times.push(at)
    if (times.length === 0) return []
    const own = { ...labels, __name__: 'ALERTS', alertstate }
    return [{ labels: own, times: [...times, to], values: [...times.map(() => 1), to < end ? null : 1] }]
  }
  const over = until ?? end
  return [...state('pending', since, firedAt ?? over), ...(firedAt === undefined ? [] : state('firing', firedAt, over))]
}
