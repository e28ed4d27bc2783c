import type { Diagnostic, Severity, Finding as Told } from '../findings/diagnostic.ts'
import { printable } from '../findings/printable.ts'
import type { Subject } from '../model/subject.ts'
import { type Culprit, locateCulprit } from './locate.ts'

/** What one check says of one place. */
export interface Finding extends Told {
  /** The query that is at fault, with the culprit inside it. */
  readonly query?: Culprit
}

/** One kind of reasoning. Its id is the name of its file. */
export interface Check {
  readonly id: string
  readonly severity: Severity
  /** The defect classes that it finds, of the table in the reference: `H01`. */
  readonly covers: readonly string[]
  /** Whether it judges each rule file and each dashboard by itself, whatever stands in the others: what it found nothing in is remembered. */
  readonly isLocal?: true
  /** One paragraph for people: what it finds, why that is wrong, and what it cannot see. */
  readonly about: string
  /** Answers every finding; never throws, and is silent on what is not known. */
  readonly run: (subject: Subject) => readonly Finding[]
}

/** A check's findings under its own name. The names of somebody's files in their sentences are made printable. */
export const diagnose = ({ id, severity, run }: Check, subject: Subject): readonly Diagnostic[] =>
  run(subject).map(({ query, ...finding }) => ({
    ...finding,
    ...(query === undefined ? {} : { excerpt: locateCulprit(query), isOfQuery: true as const }),
    what: printable(finding.what),
    next: printable(finding.next),
    check: id,
    severity,
  }))
