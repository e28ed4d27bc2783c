import { standardEditorsRegistry, standardFieldConfigEditorRegistry, standardTransformersRegistry } from '@grafana/data'
import { initPluginTranslations } from '@grafana/i18n'
import { standardFieldConfig } from '../fields/standard.ts'
import { transformers } from './transformers.ts'

/** Fills what Grafana's libraries expect the application around them to fill, once, before anything is drawn. */
export async function setUp(): Promise<void> {
  // Icons and fonts are fetched below this path.
  Object.assign(window, { __grafana_public_path__: '/' })
  standardEditorsRegistry.setInit(() => [])
  standardFieldConfigEditorRegistry.setInit(() => [...standardFieldConfig])
  standardTransformersRegistry.setInit(() => [...transformers])
  await initPluginTranslations('grafana-ui')
}
