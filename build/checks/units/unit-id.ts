import { nearest } from '../../nearest.ts'
import type { Check } from '../check.ts'
import { hasReference } from '../support/references.ts'
import { unitsNamed } from '../support/shown-units.ts'
import { unitIds } from '../support/unit-ids.ts'

/** What Grafana reads after a unit's own prefix: `suffix:tasks`, `si:Hz`, `time:YYYY`. `/s` is a suffix as it stands. */
const written = /^(?:suffix|prefix|time|si|count|currency|bool|datetime|none):|^\//

export const unitId: Check = {
  id: 'unit-id',
  severity: 'warning',
  covers: ['U01'],
  isLocal: true,
  about:
    'A unit is one that Grafana knows. Any other word is taken for a suffix: `tasksps` prints "12000 tasksps", never "12 K". Words of your own, `cores`, are left alone; with their prefix, `suffix: tasks/s`, one that is near to a unit is, too.',
  run: ({ dashboards }) =>
    dashboards.flatMap(({ panels }) =>
      panels.flatMap((panel) =>
        [...new Set(unitsNamed(panel))].flatMap((unit) => {
          if (unit === '' || known.has(unit) || written.test(unit) || hasReference(unit)) return []
          const meant = usual(unit) ?? misspelt(unit)
          // A word that is far from all of Grafana's is meant as it stands: it prints the same with and without its prefix.
          if (meant === undefined && unit.length > 2) return []
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

/** How the units are abbreviated of which Grafana has longer words. */
const symbols: Readonly<Record<string, string>> = {
  mm: 'lengthmm',
  km: 'lengthkm',
  KB: 'deckbytes',
  MB: 'decmbytes',
  GB: 'decgbytes',
  TB: 'dectbytes',
  KiB: 'kbytes',
  MiB: 'mbytes',
  GiB: 'gbytes',
  TiB: 'tbytes',
  mhz: 'rotmhz',
  MHz: 'rotmhz',
  GHz: 'rotghz',
}

const times: readonly (readonly [RegExp, string])[] = [
  [/^sec(?:ond)?s?$/i, 's'],
  [/^(?:msecs?|mill?is?(?:sec(?:ond)?s?)?)$/i, 'ms'],
]

/** What people mean by a word that is far from Grafana's: the nearest to `qps` is `Bps`, which nobody means. */
function usual(unit: string): string | undefined {
  if (unit === '%') return 'percent'
  const symbol = symbols[unit] ?? times.find(([word]) => word.test(unit))?.[1]
  if (symbol !== undefined) return symbol
  const [, size] = /^([kmgt])(?:bps|bit\/s|bits\/s)$/i.exec(unit) ?? []
  if (size !== undefined) return `${size.toUpperCase()}bits`
  // Of sizes Grafana tells tens from twos by `dec`, of rates by `bin`.
  const [, rate] = /^dec(bps)$/i.exec(unit) ?? []
  if (rate !== undefined) return rate
  const [, counted] = /^(c|io|o|r|req|w)(?:ps)?\/s$/.exec(unit) ?? []
  if (counted !== undefined) return `${counted}ps`
  return unit.endsWith('ps') ? 'ops' : undefined
}

/** A short word is near to many, `cpu` to `cpm` and `blocks` to `clocks`: one letter may be wrong, and never the first. */
function misspelt(unit: string): string | undefined {
  const meant = unit.length < 3 ? undefined : nearest(unit, unitIds)
  const isLong = unit.length >= 8 || meant?.toLowerCase() === unit.toLowerCase()
  if (meant === undefined || isLong) return meant
  return unit.length > 4 && unit[0] === meant[0] && isOneLetterOff(unit, meant) ? meant : undefined
}

/** Whether the words are the same but for one letter, which may be missing in either. */
function isOneLetterOff(a: string, b: string): boolean {
  const shorter = Math.min(a.length, b.length)
  let same = 0
  while (same < shorter && a[same] === b[same]) same += 1
  const [left, right] = [a.slice(same), b.slice(same)]
  return left.slice(1) === right.slice(1) || left === right.slice(1) || left.slice(1) === right
}

const known: ReadonlySet<string> = new Set(unitIds)
