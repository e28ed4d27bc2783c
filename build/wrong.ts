import { runChecks } from './checks/run.ts'
import type { Reading } from './definitions/read.ts'
import type { Diagnostic } from './findings/diagnostic.ts'
import { resolve } from './model/model.ts'
import { subjectOf } from './subject.ts'

/**
 * Everything that is wrong with definitions that were read with findings: these, and the errors that the checks find in
 * files that are right so far and import none that is wrong.
 */
export function wrongIn({ definitions, findings, affected }: Reading): readonly Diagnostic[] {
  if (definitions === undefined) return findings
  const found = runChecks(subjectOf(resolve(definitions)))
  return [...findings, ...found.filter(({ severity, place }) => severity === 'error' && !affected.has(place.file))]
}
