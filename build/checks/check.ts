import type { Diagnostic, Finding, Severity } from '../findings/diagnostic.ts'
import { printable } from '../findings/printable.ts'
import type { Subject } from '../model/subject.ts'

/** One kind of reasoning. Its id is the name of its file. */
export interface Check {
  readonly id: string
  readonly severity: Severity
  /** The defect classes that it finds, of the table in the reference: `H01`. */
  readonly covers: readonly string[]
  /** One paragraph for people: what it finds, why that is wrong, and what it cannot see. */
  readonly about: string
  /** Answers every finding; never throws, and is silent on what is not known. */
  readonly run: (subject: Subject) => readonly Finding[]
}

/** A check's findings under its own name. The names of somebody's files in their sentences are made printable. */
export const diagnose = ({ id, severity, run }: Check, subject: Subject): readonly Diagnostic[] =>
  run(subject).map((finding) => ({
    ...finding,
    what: printable(finding.what),
    next: printable(finding.next),
    check: id,
    severity,
  }))
