import { placeText } from '../../checks/diagnostic.ts'
import type { Model } from '../../model/model.ts'

/** Everything that is excused from a check, with the reason, in the order of the definitions. */
export function waiversText({ waivers }: Pick<Model, 'waivers'>): string {
  if (waivers.length === 0) return 'No waivers.'
  return waivers.map(({ check, place, reason }) => `${check}   ${placeText(place)}\n  ${reason}`).join('\n\n')
}
