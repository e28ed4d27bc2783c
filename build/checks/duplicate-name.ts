import { panelsOf } from '../model/model.ts'
import type { Problem } from '../problem.ts'
import type { Check } from './check.ts'

/** Two definitions may not share what others know them by: the second would take the first one's place. */
export const duplicateName: Check = ({ dashboards, groups, metrics, jobs }) => [
  ...repeated(
    dashboards.map(({ file, uid }) => ({ where: file, name: uid })),
    'dashboard uid',
  ),
  ...repeated(
    dashboards.map(({ file, title }) => ({ where: file, name: title })),
    'dashboard title',
  ),
  ...repeated(
    groups.flatMap(({ file, alerts }) => alerts.map(({ name }) => ({ where: file, name }))),
    'alert name',
  ),
  ...repeated(
    groups.flatMap(({ file, recordings }) => recordings.map(({ name }) => ({ where: file, name }))),
    'recording rule',
  ),
  ...repeated(
    metrics.map(({ file, name, value }) => ({ where: `${file} › ${name}`, name: value.name })),
    'metric',
  ),
  ...repeated(
    jobs.map(({ name }) => ({ where: 'queries/jobs.ts', name })),
    'job',
  ),
  ...dashboards.flatMap(({ file, rows }) => [
    ...repeated(
      panelsOf({ rows }).map(({ key, title }) => ({ where: `${file} › ${title}`, name: key })),
      'panel key',
      'Give one of them a `key` of its own.',
    ),
    ...repeated(
      [...rows, ...panelsOf({ rows })].map(({ id, title }) => ({ where: `${file} › ${title}`, name: String(id) })),
      'panel id',
      'The keys hash to one number: give one panel another `key`.',
    ),
  ]),
]

interface Named {
  readonly where: string
  readonly name: string
}

function repeated(all: readonly Named[], what: string, next = 'Rename one of them.'): readonly Problem[] {
  const first = new Map<string, string>()
  return all.flatMap(({ where, name }) => {
    const earlier = first.get(name)
    first.set(name, earlier ?? where)
    return earlier === undefined
      ? []
      : [{ where, what: `The ${what} "${name}" is taken already, by ${earlier}.`, next }]
  })
}
