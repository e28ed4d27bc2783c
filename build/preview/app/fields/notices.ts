import { fieldMatchers, type PanelPlugin } from '@grafana/data'
import type { FieldConfigModel } from '../dashboard/model.ts'

/** What Grafana's library passes over in silence: overrides for options that the panel does not have, or for no field. */
export function fieldNotices(
  { fieldConfigRegistry }: Pick<PanelPlugin, 'fieldConfigRegistry'>,
  { overrides }: FieldConfigModel,
): readonly string[] {
  const options = overrides.flatMap(({ properties }) => properties.map(({ id }) => id))
  const matchers = overrides.map(({ matcher }) => matcher.id)
  return [
    ...[...new Set(options)]
      .filter((id) => fieldConfigRegistry.getIfExists(id) === undefined)
      .map((id) => `An override sets ${id}, an option that this panel does not have here.`),
    ...[...new Set(matchers)]
      .filter((id) => fieldMatchers.getIfExists(id) === undefined)
      .map((id) => `An override chooses fields with ${id}, which is unknown here.`),
  ]
}
