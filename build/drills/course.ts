import { nameless } from '../promql/evaluate/labels.ts'
import type { LabelSet, Sample } from '../promql/evaluate/series.ts'
import { type Active, keyOf, step } from '../witness/simulate.ts'
import { expand } from '../witness/template.ts'
import { Underivable } from '../witness/underivable.ts'
import type { Sent } from './evaluate.ts'
import { restored } from './evaluate.ts'

/** One alert from when its condition came true until it was over. Times are Unix milliseconds. */
export interface Spell {
  /** With `alertname`. */
  readonly labels: LabelSet
  readonly since: number
  /** Since when it fired; `undefined` for one that only waited. */
  readonly firedAt: number | undefined
  /** `undefined` for one that is not over. */
  readonly until: number | undefined
}

/** An alerting rule as its course needs it. Durations are in milliseconds. */
export interface CourseRule {
  readonly name: string
  readonly for: number
  readonly keepFiringFor: number
  readonly labels: LabelSet
}

/** How Prometheus goes on after a restart: the shortest `for` that it restores, and the longest stop after which it does. */
export interface Restoring {
  readonly grace: number
  readonly tolerance: number
}

interface Open extends Spell {
  firedAt: number | undefined
  until: number | undefined
}

interface Stopped {
  readonly before: ReadonlyMap<string, Active>
  readonly last: number
  /** Since it goes on. */
  evaluations: number
}

const minute = 60_000

/** A rule evaluated moment after moment, as Prometheus does it. */
export class Course {
  readonly sent: Sent[] = []
  readonly #rule: CourseRule
  readonly #interval: number
  readonly #restoring: Restoring
  readonly #spells: Open[] = []
  readonly #open = new Map<string, Open>()
  #state: ReadonlyMap<string, Active> = new Map()
  #last: number | undefined
  /** What was before a stop, until what it left is known again. */
  #stopped: Stopped | undefined

  constructor(rule: CourseRule, interval: number, restoring: Restoring) {
    this.#rule = rule
    this.#interval = interval
    this.#restoring = restoring
  }

  get spells(): readonly Spell[] {
    return this.#spells
  }

  /**
   * One evaluation, later than those before, with what the condition answers; `isRestart` where Prometheus had stopped before.
   * Answers whether it succeeds.
   */
  evaluate(at: number, samples: readonly Sample[], isRestart = false): boolean {
    const last = this.#last ?? at
    this.#last = at
    if (samples.length === 0 && this.#state.size === 0 && this.#open.size === 0) return true
    const labelled = samples.map((sample) => ({ ...sample, labels: this.#labelled(sample) }))
    if (new Set(labelled.map(({ labels }) => keyOf(labels))).size < labelled.length) return false
    if (isRestart) this.#stop(last)
    this.#state = step(this.#rule, this.#state, labelled, at)
    if (this.#stopped === undefined) this.#tell(at, false)
    else if (this.#isRestored(this.#stopped, at)) {
      this.#stopped = undefined
      this.#tell(at, true)
    }
    return true
  }

  /** Prometheus is gone, and Alertmanager keeps for a while what it heard last. */
  #stop(last: number): void {
    const endsAt = last + 4 * Math.max(this.#interval, minute)
    for (const { labels, firedAt } of this.#open.values())
      if (firedAt !== undefined) this.sent.push({ at: last, labels, startsAt: firedAt, endsAt })
    this.#stopped = { before: this.#stopped?.before ?? this.#state, last, evaluations: 0 }
    this.#state = new Map()
  }

  /** Since when an alert waits is read after the second evaluation, of whole seconds, and counts from the third on. */
  #isRestored(stopped: Stopped, at: number): boolean {
    stopped.evaluations += 1
    const { grace, tolerance } = this.#restoring
    if (this.#rule.for < grace || stopped.evaluations === 3) return true
    if (stopped.evaluations === 2 && at - stopped.last <= tolerance) {
      const before = new Map(
        [...stopped.before].map(([key, active]) => [key, { ...active, since: whole(active.since) }]),
      )
      // It is read a moment after the evaluation.
      const moment = { last: whole(stopped.last), at: at + 1, grace }
      this.#state = new Map(
        [...restored(this.#rule, before, this.#state, moment)].map(([key, active]) => [
          key,
          { ...active, fires: this.#state.get(key)?.fires ?? false },
        ]),
      )
    }
    return false
  }

  #tell(at: number, isRestart: boolean): void {
    for (const [key, spell] of this.#open) {
      const active = this.#state.get(key)
      if (active !== undefined && (active.fires || spell.firedAt === undefined)) continue
      // What was over while nobody looked was over at the latest when somebody did again; nobody was told.
      spell.until = at
      this.#open.delete(key)
      if (spell.firedAt !== undefined && !isRestart)
        this.sent.push({ at, labels: spell.labels, startsAt: spell.firedAt, endsAt: at })
    }
    for (const [key, { sample, since, fires }] of this.#state) {
      const known = this.#open.get(key)
      const spell = known ?? { labels: sample.labels, since, firedAt: undefined, until: undefined }
      if (known === undefined) {
        this.#open.set(key, spell)
        this.#spells.push(spell)
      }
      const isNew = fires && spell.firedAt === undefined
      if (isNew) spell.firedAt = at
      if (spell.firedAt !== undefined && (isNew || isRestart))
        this.sent.push({ at, labels: spell.labels, startsAt: spell.firedAt, endsAt: Number.POSITIVE_INFINITY })
    }
  }

  /** The labels of the alert: what its rule says stands over what its series has. */
  #labelled({ labels, value }: Sample): LabelSet {
    const own = nameless(labels)
    const all = { ...own, ...mapped(this.#rule.labels, (text) => filled(text, own, value)), alertname: this.#rule.name }
    return Object.fromEntries(Object.entries(all).filter(([, text]) => text !== ''))
  }
}

const whole = (ms: number): number => Math.floor(ms / 1000) * 1000

const mapped = (labels: LabelSet, change: (text: string) => string): LabelSet =>
  Object.fromEntries(Object.entries(labels).map(([label, text]) => [label, change(text)]))

/** A label's template; what is not known here stands as it is written. */
function filled(template: string, labels: LabelSet, value: number): string {
  if (!template.includes('{{')) return template
  try {
    return expand(template, labels, value)
  } catch (error) {
    if (error instanceof Underivable) return template
    throw error
  }
}
