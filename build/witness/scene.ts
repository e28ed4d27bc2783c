import { selectors } from '../promql/rewrite.ts'
import type { Expr, Selector } from '../promql/tree.ts'
import { walk } from '../promql/walk.ts'
import { type Course, changed } from './course.ts'
import { type Subject, waysIn } from './draft.ts'
import { anyhow, type Ground, type How } from './ground.ts'
import { choices, type Pick as Picked } from './labels.ts'
import { type Levels, levelsIn } from './levels.ts'
import { Realizer } from './realize.ts'
import { reachOf } from './time.ts'
import type { Atom, Comparing, Way } from './ways.ts'
import { World } from './world.ts'

/** Where a value stands in each phase of a scene. */
export type Standing = readonly [keyof Levels, ...(keyof Levels)[]]

type Stageable = Pick<Subject, 'ground' | 'hold' | 'arms'>

/** A world in which ways of a condition are made true or false, atom by atom. */
export class Scene {
  readonly world: World
  readonly #realizer: Realizer
  readonly #subject: Stageable

  /** `phases`: samples in each; `past`: of each phase the one that lies an offset before it. */
  constructor(subject: Stageable, phases: readonly number[], past: readonly (number | undefined)[] = []) {
    const { ground } = subject
    this.world = new World(phases, ground.clock, past)
    this.#realizer = new Realizer(ground, this.world)
    this.#subject = subject
  }

  /** One atom of a way stands as told; the others are made to hold, and what must fail fails. */
  way(way: Way, edge: Atom, standing: Standing, pick: Picked = {}): void {
    this.#atom(edge, standing, pick, way)
    this.#besides(way, edge, pick)
  }

  /** One value of a way is what it is told to be in each phase; what else the way asks for holds. Throws `Underivable`. */
  value(way: Way, edge: Comparing, course: Course): void {
    const wanted = readsTime(edge.expr) ? this.#late(course, edge) : course
    this.#realizer.realize(edge.expr, wanted, this.#how(edge, {}))
    this.#besides(way, edge, {})
  }

  atom(atom: Atom, standing: Standing, pick: Picked = {}): void {
    this.#atom(atom, standing, pick)
  }

  /** What an expression reads is there, as much of it as usual; `amount` 0: it stands still. */
  fill(expr: Expr, amount: number): void {
    this.#realizer.fill(expr, this.world.throughout(amount), { ...anyhow, steady: true })
  }

  /** Ways that nothing was said of are healthy. */
  rest(ways: readonly Way[]): void {
    for (const atom of ways.flatMap(({ holds }) => holds)) {
      if (atom.asks === 'presence') continue
      if (atom.asks === 'absence') this.fill(atom.selector, 1)
      else if (!this.#realizer.isSettled(atom.expr, anyhow)) this.atom(atom, this.#all('well'))
    }
  }

  #besides({ holds, fails }: Way, edge: Atom, pick: Picked): void {
    for (const atom of holds) if (atom !== edge) this.#satisfy(atom, pick)
    for (const atom of fails) this.atom(atom, this.#all('within'), pick)
  }

  #atom(atom: Atom, standing: Standing, pick: Picked, way?: Way): void {
    if (atom.asks === 'absence') this.#absence(atom.selector, standing)
    else if (atom.asks === 'presence') this.#presence(atom.expr, standing, pick)
    else this.#value(atom, standing, pick, way)
  }

  #value(atom: Comparing, standing: Standing, pick: Picked, way: Way | undefined): void {
    const { effort } = this.#subject.ground
    const among = { way, ways: waysIn(this.#subject) }
    const levels = levelsIn(among, atom, this.#realizer.metricOf, effort.margin)
    const course = standing.map((each) => levels[each])
    this.#realizer.realize(atom.expr, readsTime(atom.expr) ? this.#late(course, atom) : course, this.#how(atom, pick))
  }

  #absence(selector: Selector, standing: Standing): void {
    const course: Course = standing.map((each) => (each === 'beyond' ? undefined : 1))
    this.#realizer.realize(selector, course, anyhow)
    this.world.keepOut(selector)
  }

  #presence(expr: Expr, standing: Standing, pick: Picked): void {
    const course: Course = standing.map((each) => (each === 'beyond' ? 1 : undefined))
    this.#realizer.fill(expr, course, { ...anyhow, pick })
  }

  #satisfy(atom: Atom, pick: Picked): void {
    const known = atom.asks === 'value' && this.#realizer.isSettled(atom.expr, { ...anyhow, pick })
    const usual = this.world.throughout(1)
    if (known) this.#realizer.fill(atom.expr, usual, { ...this.#how(atom, pick), steady: true })
    else this.atom(atom, this.#all('beyond'), pick)
  }

  #all(level: keyof Levels): Standing {
    const [, ...others] = this.world.phases
    return [level, ...others.map(() => level)]
  }

  /** A moment is known a little late: what must be more is a little more, and what must be less, less. */
  #late(course: Course, { value }: Comparing): Course {
    const seconds = this.#subject.ground.clock.spacing / 1000
    return changed(course, (each) => each + Math.sign(each - value) * Math.min(seconds, Math.abs(each - value)))
  }

  #how({ expr, op }: Comparing, pick: Picked): How {
    const { hold, ground } = this.#subject
    const { effort, clock } = ground
    const isLong = hold >= reachOf(expr)
    return {
      ...anyhow,
      pick,
      steady: isLong !== effort.otherwise,
      begun: effort.otherwise,
      rises: op === '>' || op === '>=',
      late: effort.otherwise ? 0 : (hold + 2 * clock.interval) / 1000,
    }
  }
}

const readsTime = (expr: Expr): boolean => [...walk(expr)].some((node) => node.is === 'call' && node.fn === 'time')

/** Whether series can differ in a label of everything that an atom reads. */
export function canDiffer(ground: Ground, atom: Atom, label: string): boolean {
  const read = atom.asks === 'absence' ? [] : selectors(atom.expr)
  const { reading } = new Realizer(ground, new World([1], ground.clock))
  return read.length > 0 && read.every((selector) => choices(reading(selector), label) > 1)
}
