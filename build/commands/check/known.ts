import { readFileSync, writeFileSync } from 'node:fs'
import { type Diagnostic, placeText } from '../../findings/diagnostic.ts'
import { messageOf, Refused } from '../../findings/problem.ts'

/** A finding as it is known again when lines have moved. */
interface Known {
  readonly check: string
  readonly where: string
  readonly what: string
  readonly text?: string
}

const format = 'monitoring-baseline/1'

function knownOf(diagnostic: Diagnostic): Known {
  const { check, place, what } = diagnostic
  const text = diagnostic.excerpt?.text
  const where = placeText({ file: place.file, path: place.path })
  // A sentence may name another place, whose lines move as well.
  return { check, where, what: what.replace(/:\d+:\d+(?= ›|[.,; ]|$)/g, ''), ...(text === undefined ? {} : { text }) }
}

const key = (known: Known): string => JSON.stringify([known.check, known.where, known.what, known.text])

/** The findings that are not among the others; one that is there twice may be known once. */
export function beyond(all: readonly Diagnostic[], others: readonly (Diagnostic | Known)[]): readonly Diagnostic[] {
  const counts = new Map<string, number>()
  for (const other of others) {
    const known = key('place' in other ? knownOf(other) : other)
    counts.set(known, (counts.get(known) ?? 0) + 1)
  }
  return all.filter((diagnostic) => {
    const known = key(knownOf(diagnostic))
    const left = counts.get(known) ?? 0
    counts.set(known, left - 1)
    return left <= 0
  })
}

/** Keeps findings, one to a line, so that a file of them merges. Throws `Refused` (exit 2). */
export function writeKnown(file: string, all: readonly Diagnostic[]): void {
  const lines = all.map((each) => JSON.stringify(knownOf(each))).sort()
  const findings = lines.length === 0 ? '[]' : `[\n    ${lines.join(',\n    ')}\n  ]`
  try {
    writeFileSync(file, `{\n  "format": ${JSON.stringify(format)},\n  "findings": ${findings}\n}\n`)
  } catch (error) {
    throw refused(file, `It cannot be written: ${messageOf(error)}.`, 'Name a file in a folder that is there.')
  }
}

/** The findings of a file; none without one. Throws `Refused` (exit 2). */
export function readKnown(file: string | undefined): readonly Known[] {
  if (file === undefined) return []
  try {
    const { format: told, findings } = JSON.parse(readFileSync(file, 'utf8')) as {
      format?: unknown
      findings?: unknown
    }
    if (told === format && Array.isArray(findings)) return findings as readonly Known[]
  } catch (error) {
    throw refused(file, `It cannot be read: ${messageOf(error)}.`, 'Write it anew: --write-baseline FILE.')
  }
  throw refused(file, 'This is no baseline.', 'Write it anew: --write-baseline FILE.')
}

const refused = (where: string, what: string, next: string): Refused => new Refused({ where, what, next }, 2)
