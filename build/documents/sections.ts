import { objectsBelow } from './values.ts'

type Json = Readonly<Record<string, unknown>>

/** A row of a dashboard with its panels, or the panels above the first row. */
export interface Section {
  /** `undefined` above the first row. */
  readonly row: Json | undefined
  /** Whether the row is of the form before the grid, which holds its panels whether it is open or not. */
  readonly isOld: boolean
  /** The panels that stand in the row itself, as those of a closed one do. */
  readonly inside: readonly Json[]
  /** The panels that follow it in the list, as those of an open one do. */
  readonly after: readonly Json[]
}

/**
 * The rows and panels of a dashboard's classic JSON, of today or with the `rows` of old, in the order of the file. What is no
 * object is left out, and so are the copies of what is repeated.
 */
export function sectionsOf(dashboard: unknown): readonly Section[] {
  const found: { row: Json | undefined; inside: readonly Json[]; after: Json[] }[] = []
  for (const panel of originals(dashboard, 'panels')) {
    if (panel.type === 'row') found.push({ row: panel, inside: originals(panel, 'panels'), after: [] })
    else {
      if (found.length === 0) found.push({ row: undefined, inside: [], after: [] })
      found.at(-1)?.after.push(panel)
    }
  }
  return [
    ...found.map((section) => ({ ...section, isOld: false })),
    ...originals(dashboard, 'rows').map((row) => ({ row, isOld: true, inside: originals(row, 'panels'), after: [] })),
  ]
}

/** Older Grafanas saved a copy of what is repeated for each value that was chosen, and throw the copies away when they load it. */
const originals = (json: unknown, key: string): readonly Json[] =>
  // Some write 0 for none.
  objectsBelow(json, key).filter(({ repeatPanelId, repeatRowId }) => !repeatPanelId && !repeatRowId)
