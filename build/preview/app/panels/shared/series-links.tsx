import type { Field } from '@grafana/data'
import { VizTooltipFooter } from '@grafana/ui'

interface Props {
  readonly field: Field | undefined
  /** The row of the frame that the cursor is at, where the links may name its value. */
  readonly row?: number | null | undefined
}

/** Where a series leads to: for a tooltip that is pinned, since one that follows the mouse cannot be clicked. */
export function SeriesLinks({ field, row }: Props) {
  const links = field?.getLinks?.(typeof row === 'number' ? { valueRowIndex: row } : {}) ?? []
  return links.length > 0 && <VizTooltipFooter dataLinks={links} />
}
