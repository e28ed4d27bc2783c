import type { Subject } from '../model/subject.ts'

/** The subject that this is a part of, or itself. */
export const wholeOf = (subject: Subject): Subject => subject.whole ?? subject

/**
 * The parts of a subject that are judged one after the other: its rule files, its dashboards, its alerts of Grafana. What was
 * found out of one is forgotten with it.
 */
export function* partsOf(subject: Subject): Generator<Subject, void> {
  const { ruleFiles, dashboards, managed = [] } = subject
  const nothing = { ...subject, ruleFiles: [], dashboards: [], managed: [], unparsed: [], faults: [], whole: subject }
  for (const file of ruleFiles) yield { ...nothing, ruleFiles: [file] }
  for (const dashboard of dashboards) yield { ...nothing, dashboards: [dashboard] }
  if (managed.length > 0) yield { ...nothing, managed }
}
