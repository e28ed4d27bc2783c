import { pinpoint } from '../documents/exact.ts'
import type { Fault } from '../documents/views.ts'
import { type Diagnostic, placeText } from '../findings/diagnostic.ts'
import { printable } from '../findings/printable.ts'
import { waive } from '../findings/waivers.ts'
import type { Kept } from '../kept.ts'
import type { Subject } from '../model/subject.ts'
import { across, local } from './all.ts'
import { type Check, diagnose } from './check.ts'
import { partsOf } from './parts.ts'
import { decidingOn } from './right.ts'
import { duplicateName } from './wiring/duplicate-name.ts'

/**
 * What every check says of a subject: sorted by file, position, check and sentence, each finding once. Of our own definitions,
 * a file in which nothing was found may be `kept`.
 */
export function runChecks(subject: Subject, kept?: Kept): readonly Diagnostic[] {
  // Two definitions under one name make other checks see a mixture of both: that is told first, and alone.
  const twins = diagnosed([duplicateName], subject)
  const isAlone = subject.model !== undefined && twins.length > 0
  const others = isAlone
    ? []
    : [
        ...inFiles(subject, kept),
        ...diagnosed(
          across.filter((check) => check !== duplicateName),
          subject,
        ),
      ]
  const told = new Map([...twins, ...others].map((diagnostic) => [identity(diagnostic), diagnostic]))
  const waivers = subject.model?.waivers ?? subject.waivers ?? []
  // Of a check that was not asked nobody knows whether its waivers excuse anything.
  const asked = isAlone ? waivers.filter(({ check }) => check === duplicateName.id) : waivers
  return [...waive([...told.values()], asked, subject.today)].sort(byPlace)
}

const diagnosed = (checks: readonly Check[], subject: Subject): readonly Diagnostic[] =>
  checks.flatMap((check) => diagnose(check, subject)).map((diagnostic) => pinpoint(diagnostic))

/** What the checks of single files find. Only that nothing was found is kept: a finding points into what is loaded. */
function* inFiles(subject: Subject, kept: Kept | undefined): Generator<Diagnostic, void> {
  for (const part of partsOf(subject)) {
    const deciding = subject.model && kept ? decidingOn(part, kept) : undefined
    if (deciding !== undefined && kept?.find(deciding) !== undefined) continue
    const found = diagnosed(local, part)
    if (deciding !== undefined && found.length === 0) kept?.keep(deciding, 'right')
    yield* found
  }
}

/** What is wrong with files that are part of no stack: catalogs, and what is no text. */
export const faultsAlone = (faults: readonly Fault[]): readonly Diagnostic[] =>
  faults.map((fault) => ({ ...fault, what: printable(fault.what), next: printable(fault.next), severity: 'error' }))

/** What makes two findings the same for who reads them. */
function identity(diagnostic: Diagnostic): string {
  const { check, place, what, excerpt } = diagnostic
  return JSON.stringify([check, placeText(place), what, excerpt?.from, excerpt?.text])
}

/** The order in which findings are told. */
export function byPlace(a: Diagnostic, b: Diagnostic): number {
  return (
    compare(a.place.file, b.place.file) ||
    (a.place.position?.line ?? 0) - (b.place.position?.line ?? 0) ||
    (a.place.position?.column ?? 0) - (b.place.position?.column ?? 0) ||
    compare(a.check, b.check) ||
    compare(a.what, b.what)
  )
}

/** By code unit: a locale would order the same findings differently on two machines. */
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
