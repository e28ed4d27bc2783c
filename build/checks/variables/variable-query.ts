import { nearest } from '../../nearest.ts'
import { hasMacro } from '../../promql/macros.ts'
import { selectors } from '../../promql/rewrite.ts'
import type { Check } from '../check.ts'
import type { Finding } from '../diagnostic.ts'
import type { Dashboard, Subject, Variable } from '../subject.ts'
import { inferenceOf } from '../support/inference.ts'
import { objectsBelow } from '../support/json.ts'
import { askedFor } from '../support/label-values.ts'
import { queriesOf } from '../support/queries.ts'

export const variableQuery: Check = {
  id: 'variable-query',
  severity: 'error',
  covers: ['V03'],
  about:
    'A variable asks for the values of a label that the metric has, of a metric that somebody exposes, and asks again when the dashboard is opened: otherwise its list is empty, or the one of the day on which it was saved. An unknown metric is told once, and its labels are not judged.',
  run: (subject) => {
    // An unknown metric is told once, at the query that reads it if there is one.
    const told = new Set(
      queriesOf(subject).flatMap(({ expr }) => selectors(expr).flatMap(({ metric }) => metric ?? [])),
    )
    return subject.dashboards.flatMap((dashboard) =>
      dashboard.variables
        .filter(({ type }) => type === 'query')
        .flatMap((variable) => [...misasked(subject, variable, told), ...stale(dashboard, variable)]),
    )
  },
}

function misasked(subject: Subject, { query = '', place }: Variable, told: Set<string>): readonly Finding[] {
  const asked = askedFor(query)
  if (asked === undefined) return []
  const { expr } = asked
  const names = selectors(expr).flatMap(({ metric }) => metric ?? [])
  const unknown = names.find((name) => !hasMacro(name) && subject.catalog.find(name) === undefined)
  if (unknown !== undefined) {
    if (told.has(unknown) || subject.unjudged !== undefined) return []
    told.add(unknown)
    const meant = nearest(unknown, subject.catalog.names)
    const from = query.indexOf(unknown)
    return [
      {
        place,
        excerpt: { text: query, from, to: from + unknown.length },
        what: `No known series is called ${unknown}, and without it the list is empty${meant ? `; the nearest known name is ${meant}` : ''}.`,
        next: 'Take a metric that is exposed.',
      },
    ]
  }
  const { text, label, at } = asked
  const { labels } = inferenceOf(subject, { place, text, expr }).value
  if (labels.isPossible(label)) return []
  const known = labels.may.filter((each) => each !== '__name__')
  const meant = nearest(label, known)
  return [
    {
      place,
      excerpt: { text: query, from: at, to: at + label.length },
      what: `The series never have the label ${label}, so the list is empty; they have ${known.join(', ')}.`,
      next: meant === undefined ? 'Take a label that is there.' : `Write ${meant}.`,
    },
  ]
}

function stale({ json }: Dashboard, { name, place }: Variable): readonly Finding[] {
  const written = objectsBelow(json, 'templating', 'list').find((each) => each.name === name)
  if (written?.refresh !== 0 && written?.refresh !== 'never') return []
  return [
    {
      place,
      what: `The variable is never refreshed ("refresh": ${JSON.stringify(written.refresh)}): its list is that of the day on which it was saved.`,
      next: 'Set "refresh" to 2, on time range change, or to 1, on dashboard load.',
    },
  ]
}
