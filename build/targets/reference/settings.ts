import { overlaySchema } from '../../stack/overlay-schema.ts'
import type { Artifact } from '../artifact.ts'

/** The JSON Schema of files of overrides, by which editors complete and check them. */
export const settingsSchema = (): Artifact => ({
  path: 'reference/settings.schema.json',
  text: `${JSON.stringify(overlaySchema(), undefined, 2)}\n`,
})
