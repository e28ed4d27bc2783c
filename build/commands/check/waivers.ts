import { placeText } from '../../findings/diagnostic.ts'
import type { Model } from '../../model/model.ts'

/** Everything that is excused, with the reason, in the order of the definitions: from a check, or from being shown. */
export function waiversText({ waivers, groups }: Pick<Model, 'waivers' | 'groups'>): string {
  const unproven = groups.flatMap(({ file, alerts }) =>
    alerts.flatMap(({ name, unproven: reason }) =>
      reason === undefined ? [] : { check: 'unproven', place: { file, path: [name] }, reason },
    ),
  )
  const all = [...waivers, ...unproven]
  if (all.length === 0) return 'No waivers.'
  return all.map(({ check, place, reason }) => `${check}   ${placeText(place)}\n  ${reason}`).join('\n\n')
}
