import { selectors } from '../promql/rewrite.ts'
import type { Expr, Selector } from '../promql/tree.ts'
import type { Course } from './course.ts'
import { anyhow, type Ground, type How } from './ground.ts'
import { choices, type Pick } from './labels.ts'
import { type Comparing, type Levels, levelsOf } from './levels.ts'
import { Realizer } from './realize.ts'
import { reachOf } from './time.ts'
import type { Atom, Way } from './ways.ts'
import { World } from './world.ts'

/** Where a value stands in each phase of a scene. */
export type Standing = readonly [keyof Levels, ...(keyof Levels)[]]

/** A world in which ways of a condition are made true or false, atom by atom. */
export class Scene {
  readonly world: World
  readonly #realizer: Realizer
  readonly #hold: number

  /** `phases`: samples in each; `hold`: how long the alert waits, in milliseconds. */
  constructor(ground: Ground, phases: readonly number[], hold: number) {
    this.world = new World(phases, ground.clock.lead)
    this.#realizer = new Realizer(ground, this.world)
    this.#hold = hold
  }

  /** One atom of a way stands as told; the others are made to hold, and what must fail fails. */
  way({ holds, fails }: Way, edge: Atom, standing: Standing, pick: Pick = {}): void {
    this.atom(edge, standing, pick)
    for (const atom of holds) if (atom !== edge) this.#satisfy(atom, pick)
    for (const atom of fails) this.atom(atom, this.#all('within'), pick)
  }

  atom(atom: Atom, standing: Standing, pick: Pick = {}): void {
    if (atom.asks === 'absence') this.#absence(atom.selector, standing)
    else this.#value(atom, standing, pick)
  }

  /** What an expression reads is there, as much of it as usual; `amount` 0: it stands still. */
  fill(expr: Expr, amount: number): void {
    this.#realizer.fill(expr, amount, { ...anyhow, steady: true })
  }

  /** Ways that nothing was said of are healthy. */
  rest(ways: readonly Way[]): void {
    for (const atom of ways.flatMap(({ holds }) => holds)) {
      if (atom.asks === 'absence') this.fill(atom.selector, 1)
      else if (!this.#realizer.isSettled(atom.expr, anyhow)) this.atom(atom, this.#all('well'))
    }
  }

  /** Whether series can differ in a label of everything that an atom reads. */
  canDiffer(atom: Atom, label: string): boolean {
    const read = atom.asks === 'absence' ? [] : selectors(atom.expr)
    return read.length > 0 && read.every((selector) => choices(this.#realizer.reading(selector), label) > 1)
  }

  #value(atom: Comparing, standing: Standing, pick: Pick): void {
    const levels = levelsOf(atom, this.#realizer.metricOf)
    const course = standing.map((each) => levels[each])
    this.#realizer.realize(atom.expr, course, this.#how(atom.expr, pick))
  }

  #absence(selector: Selector, standing: Standing): void {
    const course: Course = standing.map((each) => (each === 'beyond' ? undefined : 1))
    this.#realizer.realize(selector, course, anyhow)
    this.world.keepOut(selector)
  }

  #satisfy(atom: Atom, pick: Pick): void {
    const known = atom.asks === 'value' && this.#realizer.isSettled(atom.expr, { ...anyhow, pick })
    if (known) this.#realizer.fill(atom.expr, 1, { ...this.#how(atom.expr, pick), steady: true })
    else this.atom(atom, this.#all('beyond'), pick)
  }

  #all(level: keyof Levels): Standing {
    const [, ...others] = this.world.phases
    return [level, ...others.map(() => level)]
  }

  #how = (expr: Expr, pick: Pick): How => ({ ...anyhow, pick, steady: this.#hold >= reachOf(expr) })
}
