import type { Active, Rule } from '../witness/simulate.ts'

/** When Prometheus is not there, in milliseconds: from after one moment until another, at which it evaluates again. */
export interface Away {
  readonly from: number
  readonly to: number
}

/** Prometheus' defaults: it restores what waits only where a wait is at least so long. */
export const gracePeriod = 600_000
/** What it saw longer ago is forgotten. */
const tolerance = 3_600_000

type States = ReadonlyMap<string, Active>

/**
 * What Prometheus knows of an alert after a restart: nothing, until its second evaluation, with which it restores since when
 * a condition has held, from the series ALERTS_FOR_STATE, where the rule's wait is long enough.
 * https://github.com/prometheus/prometheus/blob/main/rules/group.go
 */
export class Restoring {
  readonly #rule: Pick<Rule, 'for'>
  readonly #away: Away
  #last: States = new Map()
  #evaluations = 0

  constructor(rule: Pick<Rule, 'for'>, away: Away) {
    this.#rule = rule
    this.#away = away
  }

  /** What an evaluation starts from. */
  before(states: States, at: number): States {
    if (at <= this.#away.from) this.#last = states
    if (at !== this.#away.to) return states
    this.#last = states
    return new Map()
  }

  /** What it is after that. */
  after(states: States, at: number): States {
    if (at < this.#away.to) return states
    this.#evaluations += 1
    if (this.#evaluations !== 2 || this.#rule.for < gracePeriod || this.#away.to - this.#away.from > tolerance)
      return states
    return new Map(
      [...states].map(([key, active]) => {
        const known = this.#last.get(key)
        return [key, known === undefined || active.fires ? active : { ...active, since: this.#since(known, at) }]
      }),
    )
  }

  #since({ since }: Active, at: number): number {
    const { from } = this.#away
    const left = this.#rule.for - (from - since)
    if (left <= 0) return since
    return left < gracePeriod ? at + gracePeriod - this.#rule.for : since + at - from
  }
}
