import type { Query, Subject } from '../subject.ts'

/** Every query of the subject: of rules, panels and annotations. */
export const queriesOf = ({ ruleFiles, dashboards }: Pick<Subject, 'ruleFiles' | 'dashboards'>): readonly Query[] => [
  ...ruleFiles.flatMap(({ groups }) => groups.flatMap(({ rules }) => rules.map(({ query }) => query))),
  ...dashboards.flatMap(({ panels, annotations }) => [
    ...annotations,
    ...panels.flatMap(({ targets }) => targets.flatMap(({ query }) => query ?? [])),
  ]),
]
