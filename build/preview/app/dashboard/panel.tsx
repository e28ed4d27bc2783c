import { LoadingState } from '@grafana/data'
import { PanelChrome } from '@grafana/ui'
import { memo, useRef, useState } from 'react'
import type { Around } from './around.ts'
import { AskedPanel } from './asked-panel.tsx'
import { Boundary } from './boundary.tsx'
import { useDrawing } from './drawing.ts'
import { useKept } from './keep.ts'
import type { PanelModel } from './model.ts'
import { useNear } from './near.ts'

interface Props {
  readonly panel: PanelModel
  readonly width: number
  readonly height: number
  readonly around: Around
}

/** A panel at its place: it asks when it comes near the view, and keeps what it has while it is out of it. */
export const Panel = memo(function Panel({ panel: placed, width, height, around }: Props) {
  // A panel that only moved on the grid is neither asked nor drawn anew.
  const panel = useKept({ ...placed, gridPos: nowhere })
  const place = useRef<HTMLDivElement>(null)
  const near = useNear(place)
  const isNear = around.drawsAll || near === true
  const [asking, setAsking] = useState(isNear ? around.asking : undefined)
  if (isNear && asking !== around.asking) setAsking(around.asking)
  useDrawing(!around.drawsAll && near === undefined)
  const frame = { title: panel.title, width, height }
  return (
    <div ref={place} data-panel-id={panel.id}>
      <Boundary frame={frame} dependencies={[panel, asking]}>
        {asking === undefined ? (
          <PanelChrome {...frame} loadingState={isNear ? LoadingState.Loading : LoadingState.NotStarted}>
            {() => null}
          </PanelChrome>
        ) : (
          <AskedPanel panel={panel} width={width} height={height} around={around} asking={asking} isInView={isNear} />
        )}
      </Boundary>
    </div>
  )
})

const nowhere = { x: 0, y: 0, w: 0, h: 0 }
