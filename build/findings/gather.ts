import type { Diagnostic } from './diagnostic.ts'

/** What is told of a large stack, and how much is not. */
export interface Gathered {
  readonly diagnostics: readonly Diagnostic[]
  /** Findings that are not told, by their checks; equal ones are told once and not among them. */
  readonly untold: readonly { readonly check: string; readonly count: number }[]
}

/** The same condition in so many files is told one by one; in more it is a template. */
const mostCopies = 5
/** Of one check: nobody reads more before mending some. */
const mostOfCheck = 1_000

/**
 * Puts equal findings of many files together, in their order, and leaves out what nobody reads: a template of rules with one
 * mistake, written out for a thousand services, is one mistake.
 */
export function gather(all: readonly Diagnostic[]): Gathered {
  const copies = new Map<string, Diagnostic[]>()
  for (const diagnostic of all) {
    const same = copies.get(condition(diagnostic))
    if (same === undefined) copies.set(condition(diagnostic), [diagnostic])
    else same.push(diagnostic)
  }
  const told = all.flatMap((diagnostic) => {
    const same = copies.get(condition(diagnostic)) ?? []
    const files = new Set(same.map(({ place }) => place.file))
    if (files.size <= mostCopies) return diagnostic
    return same[0] === diagnostic ? together(diagnostic, files) : []
  })
  const counts = new Map<string, number>()
  const diagnostics = told.filter(({ check }) => {
    const count = (counts.get(check) ?? 0) + 1
    counts.set(check, count)
    return count <= mostOfCheck
  })
  const untold = [...counts].map(([check, count]) => ({ check, count: count - mostOfCheck }))
  return { diagnostics, untold: untold.filter(({ count }) => count > 0) }
}

/** What is equal where the same is wrong in two files: not the places, which a sentence may name, too. */
function condition(diagnostic: Diagnostic): string {
  const { check, place, what, next } = diagnostic
  const { excerpt } = diagnostic
  // Who took a name first is the same wherever else it stands.
  if (check === 'duplicate-name') return JSON.stringify([check, what])
  return JSON.stringify([check, place.path, what.replaceAll(place.file, ''), next, excerpt?.from, excerpt?.text])
}

function together(diagnostic: Diagnostic, files: ReadonlySet<string>): Diagnostic {
  const [first = '', second = ''] = [...files].filter((file) => file !== diagnostic.place.file)
  const more = `The same stands in ${files.size - 1} more files, such as ${first} and ${second}.`
  return { ...diagnostic, what: `${diagnostic.what} ${more}` }
}
