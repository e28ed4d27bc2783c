import { checks } from '../checks/all.ts'
import { schemaOf, settingsShape } from '../checks/settings/shape.ts'
import type { Model } from '../model/model.ts'
import type { Artifact } from '../output/artifact.ts'
import { type Extending, overlaySchema } from '../stack/overlay-schema.ts'

/** The JSON Schema of files of overrides, by which editors complete and check them. */
export function settingsSchema({ extension }: Model): Artifact {
  const { settings }: Partial<Extending> = extension ?? {}
  return {
    path: 'reference/settings.schema.json',
    text: `${JSON.stringify(overlaySchema(settings), undefined, 2)}\n`,
  }
}

/** That of `monitoring-check.yml`, likewise. */
export const checkSchema = (): Artifact => {
  const $schema = 'https://json-schema.org/draft/2020-12/schema'
  const schema = schemaOf(
    settingsShape,
    checks.map(({ id }) => id),
  )
  return {
    path: 'reference/monitoring-check.schema.json',
    text: `${JSON.stringify({ $schema, ...schema }, undefined, 2)}\n`,
  }
}
