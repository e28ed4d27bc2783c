import type { Diagnostic, Place } from './diagnostic.ts'

/** A check that a definition is excused from, and why. It stands at the definition: `waive: { 'check-id': 'reason' }`. */
export interface Waiver {
  readonly place: Place
  readonly check: string
  readonly reason: string
  /** The last day on which it holds: `2027-01-31`. */
  readonly until?: string
}

/**
 * The diagnostics that no waiver excuses, and one for each waiver that excuses nothing: it hides the next mistake.
 * A waiver holds for its own place and all that is inside it.
 */
export function waive(
  diagnostics: readonly Diagnostic[],
  all: readonly Waiver[],
  today: string | undefined,
): readonly Diagnostic[] {
  const isOver = ({ until }: Waiver): boolean => until !== undefined && today !== undefined && until < today
  const waivers = all.filter((waiver) => !isOver(waiver))
  const used = new Set<Waiver>()
  const left = diagnostics.filter((diagnostic) => {
    const excuses = waivers.filter(
      (waiver) => waiver.check === diagnostic.check && isInside(diagnostic.place, waiver.place),
    )
    for (const waiver of excuses) used.add(waiver)
    return excuses.length === 0
  })
  const idle = waivers.filter((waiver) => !used.has(waiver))
  return [...left, ...idle.map(unused), ...all.filter(isOver).map(over)]
}

const isInside = (place: Place, outer: Place): boolean =>
  place.file === outer.file && outer.path.every((name, at) => place.path[at] === name)

const over = ({ place, check, reason, until }: Waiver): Diagnostic => ({
  check: 'unused-waiver',
  severity: 'error',
  place,
  what: `The excuse from the check ${check} ("${reason}") ended on ${until}.`,
  next: 'Mend what it excused, or give it another date.',
})

const unused = ({ place, check, reason }: Waiver): Diagnostic => ({
  check: 'unused-waiver',
  severity: 'error',
  place,
  what: `It is excused from the check ${check} ("${reason}"), which finds nothing here.`,
  next: 'Remove the waiver, or correct the name of the check.',
})
