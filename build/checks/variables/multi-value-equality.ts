import type { Query, Variable } from '../../documents/views.ts'
import { selectors } from '../../promql/rewrite.ts'
import type { Check } from '../check.ts'
import { referencesIn } from '../support/references.ts'

export const multiValueEquality: Check = {
  id: 'multi-value-equality',
  severity: 'error',
  covers: ['V02'],
  isLocal: true,
  about:
    'A variable of which several values can be chosen stands in a regular expression: Grafana writes `(a|b)` in its place, which `=` takes for one value with a bar in it. The panel works until somebody chooses a second value, or All. A panel that is repeated for the variable, itself or with its row, has one value in each copy.',
  run: ({ dashboards }) =>
    dashboards.flatMap(({ panels, annotations, variables }) => [
      ...panels.flatMap(({ targets, repeats }) => {
        const several = variables.filter(({ name }) => !repeats.includes(name))
        return targets.flatMap(({ query }) => (query === undefined ? [] : findingsOf(query, several)))
      }),
      ...annotations.flatMap((query) => findingsOf(query, variables)),
    ]),
}

const findingsOf = (query: Query, variables: readonly Variable[]) =>
  selectors(query.expr).flatMap(({ matchers }) =>
    matchers.flatMap((culprit) => {
      if (culprit.op !== '=' && culprit.op !== '!=') return []
      const several = referencesIn(culprit.value)
        .map(({ name }) => variables.find((variable) => variable.name === name))
        .find((variable) => variable?.multi || variable?.includeAll)
      if (several === undefined) return []
      const { label, op, value } = culprit
      const regular = op === '=' ? '=~' : '!~'
      return [
        {
          place: query.place,
          query: { ...query, culprit },
          what: `${label}${op}"${value}" compares with one value, and $${several.name} can stand for ${several.multi ? 'several' : 'All'}.`,
          next: `Write ${label}${regular}"${value}".`,
        },
      ]
    }),
  )
