/** What is known of one label. */
export interface Label {
  /** Whether every series has it; otherwise only some may. */
  readonly always: boolean
  /** All values it can have, where they are known. */
  readonly values?: readonly string[]
}

const sometimes: Label = { always: false }

/**
 * The labels that the series of a vector carry, `__name__` included. Immutable. An open set may hold labels besides those
 * that it knows, except those of which it is known that they are absent.
 */
export class LabelSet {
  readonly #known: ReadonlyMap<string, Label>
  readonly #absent: ReadonlySet<string>
  readonly open: boolean

  constructor(known: Iterable<readonly [string, Label]> = [], open = false, absent: Iterable<string> = []) {
    this.#known = new Map(known)
    this.open = open
    this.#absent = new Set(open ? absent : [])
  }

  /** The labels on every series. */
  get must(): readonly string[] {
    return [...this.#known].filter(([, { always }]) => always).map(([name]) => name)
  }

  /** The labels that are known to be on some series; an open set may have more. */
  get may(): readonly string[] {
    return [...this.#known.keys()]
  }

  /** Of an open set: the labels that certainly no series has. */
  get lacks(): readonly string[] {
    return [...this.#absent]
  }

  /** What is known of a label; `undefined` where no series can have it. */
  get(name: string): Label | undefined {
    return this.#known.get(name) ?? (this.open && !this.#absent.has(name) ? sometimes : undefined)
  }

  isAlways(name: string): boolean {
    return this.#known.get(name)?.always === true
  }

  isPossible(name: string): boolean {
    return this.get(name) !== undefined
  }

  with(name: string, label: Label | undefined): LabelSet {
    if (label === undefined) return this.without([name])
    return new LabelSet(
      [...this.#known, [name, label]],
      this.open,
      [...this.#absent].filter((each) => each !== name),
    )
  }

  without(names: readonly string[]): LabelSet {
    if (!this.open && !names.some((name) => this.#known.has(name))) return this
    const rest = [...this.#known].filter(([name]) => !names.includes(name))
    return new LabelSet(rest, this.open, [...this.#absent, ...names])
  }

  only(names: readonly string[]): LabelSet {
    return new LabelSet(
      names.flatMap((name) => {
        const label = this.get(name)
        return label ? [[name, label] as const] : []
      }),
    )
  }

  /** The labels of series that come from either set. */
  or(other: LabelSet): LabelSet {
    const names = new Set([...this.may, ...other.may])
    const open = this.open || other.open
    const absent = [...this.#absent, ...other.#absent].filter(
      (name) => !this.isPossible(name) && !other.isPossible(name),
    )
    return new LabelSet(
      [...names].map((name) => [name, either(this.get(name), other.get(name))]),
      open,
      absent,
    )
  }

  toString(): string {
    const known = [...this.#known].map(([name, { always, values }]) => {
      const shown = values ? `=${values.join('|')}` : ''
      return `${name}${always ? '' : '?'}${shown}`
    })
    return [...known.toSorted(), ...(this.open ? ['…'] : [])].join(' ')
  }
}

export const noLabels = new LabelSet()
/** The labels of series that nobody knows. */
export const anyLabels = new LabelSet([], true)

function either(a: Label | undefined, b: Label | undefined): Label {
  const values =
    a?.values && b?.values ? [...new Set([...a.values, ...b.values])] : a && b ? undefined : (a ?? b)?.values
  return { always: a?.always === true && b?.always === true, ...(values ? { values } : {}) }
}

/** What is known of a label whose values are equal on two sides; `undefined` where they cannot be. */
export function both(a: Label | undefined, b: Label | undefined): Label | 'absent' | undefined {
  const always = a?.always === true || b?.always === true
  if (!a || !b) return always ? undefined : 'absent'
  const values = a.values && b.values ? a.values.filter((value) => b.values?.includes(value)) : (a.values ?? b.values)
  if (values?.length === 0) return always ? undefined : 'absent'
  return { always, ...(values ? { values } : {}) }
}
