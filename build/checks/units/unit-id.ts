import { nearest } from '../../nearest.ts'
import type { Check } from '../check.ts'
import { hasReference } from '../support/references.ts'
import { unitsNamed } from '../support/shown-units.ts'
import { unitIds } from '../support/unit-ids.ts'

/** What Grafana reads after a unit's own prefix: `suffix:tasks`, `si:Hz`, `time:YYYY`. */
const written = /^(?:suffix|prefix|time|si|count|currency|bool|datetime|none):/

export const unitId: Check = {
  id: 'unit-id',
  severity: 'warning',
  covers: ['U01'],
  about:
    'A unit is one that Grafana knows. Any other word is taken for a suffix: `tasksps` prints "12000 tasksps", never "12 K". Words of your own are written with their prefix, `suffix: tasks/s`.',
  run: ({ dashboards }) =>
    dashboards.flatMap(({ panels }) =>
      panels.flatMap((panel) =>
        [...new Set(unitsNamed(panel))].flatMap((unit) => {
          if (unit === '' || known.has(unit) || written.test(unit) || hasReference(unit)) return []
          // The nearest word to `qps` is `Bps`, which nobody means.
          const meant = unit.endsWith('ps') ? 'ops' : nearest(unit, unitIds)
          return [
            {
              place: panel.place,
              what: `Grafana knows no unit "${unit}": it prints the word behind the number as it stands, and does not scale it.`,
              next: `Write ${meant === undefined ? '' : `${meant}, or `}suffix:${unit} if the word is meant.`,
            },
          ]
        }),
      ),
    ),
}

const known: ReadonlySet<string> = new Set(unitIds)
