import type { Variable } from '../../documents/views.ts'
import type { Check } from '../check.ts'
import { referencesIn } from '../support/references.ts'

export const cyclicVariable: Check = {
  id: 'cyclic-variable',
  severity: 'error',
  covers: ['V01'],
  isLocal: true,
  about:
    'The query of a variable may mention other variables, never itself, and not by a detour either: Grafana waits for each before the other, and the dashboard never loads its values.',
  run: ({ dashboards }) =>
    dashboards.flatMap(({ variables }) =>
      variables.flatMap((variable, at) => {
        const way = wayBack(variable, variables)
        // A cycle is told once, at its first variable.
        if (way === undefined || variables.slice(0, at).some(({ name }) => way.includes(name))) return []
        return [
          {
            place: variable.place,
            what: `The values of $${variable.name} depend on themselves: ${[...way, variable.name].join(' → ')}.`,
            next: 'Remove one of these mentions.',
          },
        ]
      }),
    ),
}

/** The variables on the way from one back to itself, if there is such a way. */
function wayBack(start: Variable, all: readonly Variable[]): readonly string[] | undefined {
  const seen = new Set<string>()
  const waiting: { readonly at: Variable; readonly way: readonly string[] }[] = [{ at: start, way: [start.name] }]
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { at, way } = next
    for (const { name } of referencesIn(at.query ?? '')) {
      if (name === start.name) return way
      const other = all.find((variable) => variable.name === name)
      if (other === undefined || seen.has(name)) continue
      seen.add(name)
      waiting.push({ at: other, way: [...way, name] })
    }
  }
  return undefined
}
