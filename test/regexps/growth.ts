// How the time of a backtracking search grows with its text, told from the shape of the regular expression alone: the
// positions of its characters are the states of an automaton, and two ways through it for one word are what is tried twice.

type Set = ReadonlySet<number>

interface Part {
  readonly nullable: boolean
  readonly first: readonly number[]
  readonly last: readonly number[]
}

/** Characters that tell apart what classes and escapes match: ASCII, a letter outside it, a line separator, an emoji. */
const alphabet = [...Array.from({ length: 128 }, (_, code) => String.fromCharCode(code)), 'é', '\u2028', '🐍']

const empty: Part = { nullable: true, first: [], last: [] }
const assertion = /\(\?<?[=!]|[$^]|\\[bB]/y
const atom =
  /\[(?:\\.|[^\]\\])*\]|\\[pP]\{[^}]*\}|\\u(?:\{[^}]*\}|[\da-fA-F]{4})|\\x[\da-fA-F]{2}|\\[^kb1-9]|[^()[\]|*+?\\$^]/suy
const quantifier = /(?:[*+?]|\{(\d+)(,)?(\d*)\})\??/y

/** The automaton of a regular expression. Assertions are left out of it, and what stands in them is judged by itself. */
class Automaton {
  readonly sets: Set[] = []
  readonly follow: Map<number, number>[] = []
  readonly whole: Part
  /** Where a search may end without looking at what comes next. */
  readonly ends: ReadonlySet<number>
  #at = 0
  readonly inner: string[] = []
  readonly #source: string
  readonly #flags: string

  constructor(source: string, flags: string) {
    this.#source = source
    this.#flags = flags.replace(/[gy]/g, '')
    this.whole = this.#alternatives()
    if (this.#at < source.length) throw new Error(`not understood from ${this.#at} on: /${source}/`)
    this.ends = new Set(
      /(?:[$]|\\[bB]|\(\?<?[=!][^()]*\))\)*$/.test(source.replace(/\\[^bB]/g, '')) ? [] : this.whole.last,
    )
  }

  #taken(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#source) ?? undefined
    if (found !== undefined) this.#at = pattern.lastIndex
    return found
  }

  #alternatives(): Part {
    let whole = this.#sequence()
    while (this.#taken(/\|/y)) {
      const other = this.#sequence()
      whole = {
        nullable: whole.nullable || other.nullable,
        first: [...whole.first, ...other.first],
        last: [...whole.last, ...other.last],
      }
    }
    return whole
  }

  #sequence(): Part {
    let before = empty
    for (let part = this.#repeated(); part !== undefined; part = this.#repeated()) {
      this.#join(before.last, part.first)
      before = {
        nullable: before.nullable && part.nullable,
        first: before.nullable ? [...before.first, ...part.first] : before.first,
        last: part.nullable ? [...before.last, ...part.last] : part.last,
      }
    }
    return before
  }

  #repeated(): Part | undefined {
    const part = this.#single()
    const found = part && this.#taken(quantifier)
    if (!part || !found) return part
    const [sign, least, comma, most] = found
    const isEndless = '*+'.includes(sign[0] ?? '') || (comma !== undefined && most === '')
    if (isEndless) this.#join(part.last, part.first)
    return { ...part, nullable: part.nullable || sign.startsWith('*') || sign.startsWith('?') || least === '0' }
  }

  #single(): Part | undefined {
    const asserted = this.#taken(assertion)?.[0]
    if (asserted !== undefined) {
      if (!asserted.startsWith('(')) return empty
      const from = this.#at
      // Judged by itself; its positions are connected to nothing here.
      this.#alternatives()
      this.inner.push(this.#source.slice(from, this.#at))
      this.#at += 1
      return empty
    }
    if (this.#taken(/\\(?:k<\w+>|\d)/y)) return empty
    if (this.#taken(/\((?:\?(?::|<\w+>))?/y)) {
      const part = this.#alternatives()
      this.#at += 1
      return part
    }
    const found = this.#taken(atom)?.[0]
    if (found === undefined) return undefined
    const matches = new RegExp(`^(?:${found === '{' || found === '}' ? `\\${found}` : found})$`, this.#flags)
    this.sets.push(new Set(alphabet.flatMap((each, at) => (matches.test(each) ? [at] : []))))
    this.follow.push(new Map())
    const position = this.sets.length - 1
    return { nullable: false, first: [position], last: [position] }
  }

  #join(from: readonly number[], to: readonly number[]): void {
    for (const one of from)
      for (const other of to) this.follow[one]?.set(other, (this.follow[one]?.get(other) ?? 0) + 1)
  }
}

export type Growth = 'exponential' | 'polynomial' | 'linear'

/** How the time of a search grows that finds nothing. Bounded repetitions count as one. */
export function growth({ source, flags }: RegExp): Growth {
  const automaton = new Automaton(source, flags)
  const inner = automaton.inner.map((each) => growth(new RegExp(each, flags)))
  if (inner.includes('exponential') || isExponential(automaton)) return 'exponential'
  const isAnchored = flags.includes('y') || (/^\(*(?:\?:)?\^/.test(source) && !flags.includes('m'))
  return inner.includes('polynomial') || isPolynomial(automaton, isAnchored) ? 'polynomial' : 'linear'
}

const meet = (one: Set, other: Set): boolean => [...one].some((each) => other.has(each))

/** Everything that can be reached from a state, at least one step away. */
function reached<T>(from: T, steps: (state: T) => readonly T[], key: (state: T) => string): ReadonlyMap<string, T> {
  const found = new Map<string, T>()
  const waiting = [from]
  for (let state = waiting.pop(); state !== undefined; state = waiting.pop())
    for (const next of steps(state))
      if (!found.has(key(next))) {
        found.set(key(next), next)
        waiting.push(next)
      }
  return found
}

/** Whether a word leads from a position back to it in two ways. */
function isExponential({ sets, follow }: Automaton): boolean {
  const overlap = sets.map((one) => sets.map((other) => meet(one, other)))
  const key = (states: readonly number[]): string => states.join()
  const steps = ([one = 0, other = 0]: readonly number[]): readonly (readonly number[])[] =>
    [...(follow[one]?.keys() ?? [])].flatMap((next) =>
      [...(follow[other]?.keys() ?? [])].filter((each) => overlap[next]?.[each]).map((each) => [next, each]),
    )
  return sets.some((_, at) => {
    const own = reached(at, (state) => [...(follow[state]?.keys() ?? [])], String)
    if (!own.has(String(at))) return false
    const isDoubled = [...own.values(), at].some((one) =>
      [...(follow[one] ?? [])].some(([next, ways]) => ways > 1 && returns(next, at, follow)),
    )
    if (isDoubled) return true
    const pairs = reached([at, at], steps, key)
    return [...pairs.values()].some(
      ([one, other]) => one !== other && reached([one ?? 0, other ?? 0], steps, key).has(key([at, at])),
    )
  })
}

const returns = (from: number, to: number, follow: Automaton['follow']): boolean =>
  from === to || reached(from, (state) => [...(follow[state]?.keys() ?? [])], String).has(String(to))

/** Whether a word leads from one position to it, from it to another, and from that to itself, where no end is yet. */
function isPolynomial({ sets, follow, whole, ends }: Automaton, isAnchored: boolean): boolean {
  // A search begins anywhere: one more position takes any character, and leads to itself and to the first ones.
  const start = sets.length
  const all = [...sets, new Set(alphabet.keys())]
  const next = (state: number): readonly number[] =>
    state === start ? (isAnchored ? [] : [start, ...whole.first]) : [...(follow[state]?.keys() ?? [])]
  const common = (a: number, b: number, c: number): boolean =>
    [...(all[a] ?? [])].some((each) => all[b]?.has(each) && all[c]?.has(each))
  const steps = ([a = 0, b = 0, c = 0]: readonly number[]): readonly (readonly number[])[] =>
    next(a).flatMap((x) => next(b).flatMap((y) => next(c).flatMap((z) => (common(x, y, z) ? [[x, y, z]] : []))))
  const loops = all.flatMap((_, at) => (reached(at, next, String).has(String(at)) ? [at] : []))
  return loops.some((p) =>
    loops.some(
      (q) =>
        p !== q &&
        !ends.has(q) &&
        reached(p, next, String).has(String(q)) &&
        reached([p, p, q], steps, (state) => state.join()).has([p, q, q].join()),
    ),
  )
}
