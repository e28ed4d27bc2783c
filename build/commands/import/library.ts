import type { Client } from '../../doctor/client/client.ts'
import { libraryPanel } from '../../doctor/grafana/stored.ts'
import { isObject, objectsBelow, textBelow } from '../../documents/values.ts'

type Json = Readonly<Record<string, unknown>>

/**
 * A classic dashboard with the panels of libraries in the place of references to them, and sentences of what became of each.
 * Throws `Unanswered`.
 */
export async function withLibraryPanels(
  client: Client,
  dashboard: Json,
): Promise<{ readonly json: Json; readonly left: readonly string[] }> {
  const left: string[] = []
  const whole = async (panel: Json): Promise<Json> => {
    const inner = Array.isArray(panel.panels) && panel.panels.length > 0 ? { panels: await all(panel) } : {}
    const uid = textBelow(panel, 'libraryPanel', 'uid')
    if (uid === undefined || panel.targets !== undefined) return { ...panel, ...inner }
    const name = textBelow(panel, 'libraryPanel', 'name') || uid
    const model = await libraryPanel(client, uid)
    if (model === undefined) {
      left.push(`the library panel ${name}: it is not to be seen, so its place holds the reference to it.`)
      return panel
    }
    left.push(
      `the library panel ${name} as a reference: the panel itself stands there, and follows the library no more.`,
    )
    const { libraryPanel: _, ...own } = panel
    return { ...model, ...own, title: own.title || model.title }
  }
  const all = async (of: Json): Promise<readonly Json[]> => {
    const found: Json[] = []
    for (const panel of objectsBelow(of, 'panels')) found.push(await whole(panel))
    return found
  }
  const hasReference = JSON.stringify(dashboard.panels ?? []).includes('"libraryPanel"')
  const json = hasReference && isObject(dashboard) ? { ...dashboard, panels: await all(dashboard) } : dashboard
  return { json, left }
}
