import { objectsBelow, textBelow } from '../values.ts'
import type { Json, Loss } from './converted.ts'
import { without } from './panel.ts'
import { type Names, renamed } from './rename.ts'
import type { SourceOf } from './sources.ts'
import { nameOf, variableOf, variablesIn } from './variables.ts'

/**
 * The variables of a dashboard and of its rows and tabs, as those of one dashboard: a variable whose name another one has
 * gets a new name, under which everything in its section refers to it.
 */
export class Variables {
  readonly list: Json[] = []
  readonly losses: Loss[] = []
  readonly #sourceOf: SourceOf
  readonly #uid: string | undefined
  /** Every name that the dashboard has, so that no new name is one of them. */
  readonly #known: Set<string>
  /** The names that are given, and to whom. */
  readonly #given = new Map<string, string>()
  readonly #keepsNames: boolean

  /** `keepsNames`: variables of one name keep it, for whoever looks at the texts of the file. */
  constructor(spec: Json, uid: string | undefined, sourceOf: SourceOf, keepsNames = false) {
    this.#keepsNames = keepsNames
    this.#sourceOf = sourceOf
    this.#uid = uid
    this.#known = new Set([...variablesIn(spec), ...deepVariables(spec.layout)].map(nameOf))
    for (const variable of variablesIn(spec)) this.#add(variable, nameOf(variable), new Map(), 'the dashboard')
  }

  /** Takes over the variables of a section. Answers what each name means inside it; `outer` is what it means around it. */
  enter(spec: Json, outer: Names, where: string, title: string): Names {
    const own = variablesIn(spec)
    if (own.length === 0) return outer
    const names = new Map(outer)
    for (const variable of own) {
      const name = nameOf(variable)
      const given = this.#given.has(name) && !this.#keepsNames ? this.#free(name, title) : name
      if (given === name) names.delete(name)
      else names.set(name, given)
      this.#tell(name, given, where)
      this.#given.set(given, where)
    }
    for (const variable of own) this.#add(variable, names.get(nameOf(variable)) ?? nameOf(variable), names, where)
    return names
  }

  #add(variable: Json, name: string, names: Names, where: string): void {
    const { json, lost } = variableOf(variable, this.#sourceOf)
    this.#given.set(name, where)
    const { type } = json
    this.list.push({ type, name, ...renamed(without(json, ['type', 'name']), names, this.#uid) })
    this.losses.push(...lost.map((what) => ({ where: `variable ${name}`, what })))
  }

  #tell(name: string, given: string, where: string): void {
    const what =
      given === name
        ? 'is a variable of the whole dashboard now.'
        : `is a variable of the whole dashboard now, called ${given}, since ${this.#given.get(name)} has one of its name: addresses from elsewhere that set var-${name} do not set it any more.`
    this.losses.push({ where: `variable ${name} of ${where}`, what })
  }

  /** `route_pipeline`, or with a number after it. */
  #free(name: string, title: string): string {
    const words = title.toLowerCase().match(/[a-z0-9]+/g) ?? []
    const base = [name, ...words].join('_').slice(0, 60)
    const isTaken = (each: string): boolean => this.#given.has(each) || this.#known.has(each)
    if (words.length > 0 && !isTaken(base)) return base
    let count = 2
    while (isTaken(`${base}_${count}`)) count += 1
    return `${base}_${count}`
  }
}

function* deepVariables(layout: unknown): Generator<Json, void> {
  for (const key of ['rows', 'tabs'])
    for (const { spec } of objectsBelow(layout, 'spec', key)) {
      yield* variablesIn(spec)
      yield* deepVariables((spec as Json | undefined)?.layout)
    }
}

/** The title of a row or tab. */
export const titleOf = (spec: Json): string => textBelow(spec, 'title') ?? ''
