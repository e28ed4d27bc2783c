import type { LabelSet } from '../promql/evaluate/series.ts'
import { accepts } from '../promql/regex/compile.ts'
import type { Selector } from '../promql/tree.ts'
import { type Course, exact } from './course.ts'
import { type Plan, planOf, type Run, seriesText } from './plan.ts'

/**
 * What a course says of a series: the value that it has, by how much it grows from one sample to the next, or how many
 * events it counts, all at once and a while after the phase has begun.
 */
export type Mode = 'level' | 'growth' | 'events'

/** The series of one test, as they are put together. What is there first stays. */
export class World {
  /** How many samples each phase has. */
  readonly phases: readonly number[]
  readonly #series = new Map<string, { readonly labels: LabelSet; readonly course: Course; readonly mode: Mode }>()
  readonly #settled = new Set<string>()
  readonly #gone: Selector[] = []

  readonly #lead: number

  /** `phases`: samples in each; `lead`: how many of them come before the events of a phase. */
  constructor(phases: readonly number[], lead: number) {
    this.phases = phases
    this.#lead = lead
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

  put(labels: LabelSet, course: Course, mode: Mode): void {
    const text = seriesText(labels)
    if (this.#series.has(text) || this.lacks(labels)) return
    this.#series.set(text, { labels, course, mode })
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
      .map(({ labels, course, mode }) => planOf(labels, joined(runs[mode](this.phases, course, this.#lead))))
  }
}

/** Whether a selector reads the series with these labels. */
export const reads = ({ metric, matchers }: Selector, labels: LabelSet): boolean =>
  metric === labels.__name__ && matchers.every((matcher) => accepts(matcher, labels[matcher.label] ?? '') !== false)

type ToRuns = (phases: readonly number[], course: Course, lead: number) => readonly Run[]

const level: ToRuns = (phases, course) =>
  phases.map((samples, at) => {
    const from = course[at]
    return from === undefined ? { samples, step: 0 } : { samples, from, step: 0 }
  })

const growth: ToRuns = (phases, course) => {
  let last = 0
  return phases.map((samples, at) => {
    const step = course[at]
    if (step === undefined) return { samples, step: 0 }
    const from = at === 0 ? last : exact(last + step)
    last = exact(from + step * (samples - 1))
    return { samples, from, step }
  })
}

const events: ToRuns = (phases, course, lead) => {
  let last = 0
  return phases.flatMap((samples, at): readonly Run[] => {
    const counted = course[at]
    if (counted === undefined) return [{ samples, step: 0 }]
    const before = last
    last += counted
    return [
      { samples: lead, from: before, step: 0 },
      { samples: samples - lead, from: last, step: 0 },
    ]
  })
}

const runs: Readonly<Record<Mode, ToRuns>> = { level, growth, events }

/** Runs that go on in the same way are one. */
function joined(all: readonly Run[]): readonly Run[] {
  const result: Run[] = []
  for (const run of all) {
    const last = result.at(-1)
    if (last !== undefined && goesOn(last, run)) result.splice(-1, 1, { ...last, samples: last.samples + run.samples })
    else result.push(run)
  }
  return result
}

function goesOn(last: Run, next: Run): boolean {
  if (last.from === undefined || next.from === undefined) return last.from === next.from
  return last.step === next.step && next.from === exact(last.from + last.step * last.samples)
}
