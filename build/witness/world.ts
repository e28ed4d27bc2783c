import type { LabelSet } from '../promql/evaluate/series.ts'
import { accepts } from '../promql/regex/compile.ts'
import type { Selector } from '../promql/tree.ts'
import type { Course } from './course.ts'
import { type Motion, runsOf } from './motion.ts'
import { type Plan, planOf, seriesText, thinned } from './plan.ts'
import type { Clock } from './time.ts'
import { Underivable } from './underivable.ts'

interface Placed {
  readonly labels: LabelSet
  readonly course: Course
  readonly motion: Motion
}

/** The series of one test, as they are put together. What is there first stays. */
export class World {
  /** How many samples each phase has. */
  readonly phases: readonly number[]
  /** Of each phase the one that is seen from it, where a condition compares now with then. */
  readonly past: readonly (number | undefined)[]
  readonly #clock: Clock
  readonly #series = new Map<string, Placed>()
  readonly #settled = new Set<string>()
  readonly #gone: Selector[] = []

  /** `phases`: samples in each; `past`: the index of the phase that lies an offset before it. */
  constructor(phases: readonly number[], clock: Clock, past: readonly (number | undefined)[] = []) {
    this.phases = phases
    this.past = past
    this.#clock = clock
  }

  /** As long as this one, and empty. */
  get another(): World {
    return new World(this.phases, this.#clock, this.past)
  }

  /** The same number in all phases. */
  throughout(value: number): Course {
    return this.phases.map(() => value)
  }

  /** Whether the series is there, or another bucket of its histogram. */
  has({ le: _, ...labels }: LabelSet): boolean {
    return this.#settled.has(seriesText(labels))
  }

  courseOf(labels: LabelSet): Course | undefined {
    return this.#series.get(seriesText(labels))?.course
  }

  /** Throws `Underivable` where a sample would be no number. */
  put(labels: LabelSet, course: Course, motion: Motion): void {
    const text = seriesText(labels)
    if (course.some((value) => value !== undefined && !Number.isFinite(value)))
      throw new Underivable(`no number of ${text} gives what is asked for`)
    if (this.#series.has(text) || this.lacks(labels)) return
    this.#series.set(text, { labels, course, motion })
    const { le: _, ...others } = labels
    this.#settled.add(seriesText(others))
  }

  /** From now on nothing is put that the selector would read. */
  keepOut(selector: Selector): void {
    this.#gone.push(selector)
  }

  /** Whether such a series is kept out. */
  lacks(labels: LabelSet): boolean {
    return this.#gone.some((selector) => reads(selector, labels))
  }

  /** Every series with at least one sample. */
  get plans(): readonly Plan[] {
    return [...this.#series.values()]
      .filter(({ course }) => course.some((value) => value !== undefined))
      .map(({ labels, course, motion }) =>
        planOf(labels, thinned(runsOf(this.phases, course, motion, this.#clock), this.#clock)),
      )
  }
}

/** Whether a selector reads the series with these labels. */
export const reads = ({ metric, matchers }: Selector, labels: LabelSet): boolean =>
  (metric === undefined || metric === labels.__name__) &&
  matchers.every((matcher) => accepts(matcher, labels[matcher.label] ?? '') !== false)
