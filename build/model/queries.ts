import type { Query } from '../documents/views.ts'
import type { Subject } from './subject.ts'

type Asking = Pick<Subject, 'ruleFiles' | 'dashboards' | 'managed'>

const known = new WeakMap<Asking, readonly Query[]>()

/** Every query of the subject: of rules, panels, annotations and alerts of Grafana. Many checks look at them, so they are listed once. */
export function queriesOf(subject: Asking): readonly Query[] {
  const queries = known.get(subject) ?? listed(subject)
  known.set(subject, queries)
  return queries
}

const listed = ({ ruleFiles, dashboards, managed = [] }: Asking): readonly Query[] => [
  ...ruleFiles.flatMap(({ groups }) => groups.flatMap(({ rules }) => rules.map(({ query }) => query))),
  ...dashboards.flatMap(({ panels, annotations }) => [
    ...annotations,
    ...panels.flatMap(({ targets }) => targets.flatMap(({ query }) => query ?? [])),
  ]),
  ...managed.flatMap(({ queries }) => queries),
]
