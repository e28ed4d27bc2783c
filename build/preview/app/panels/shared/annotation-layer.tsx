import type { UPlotConfigBuilder } from '@grafana/ui'
import { useLayoutEffect, useRef, useState } from 'react'
import type uPlot from 'uplot'
import { AnnotationMark } from './annotation-mark.tsx'
import { type Annotation, type Place, places } from './annotations.ts'

interface Props {
  readonly config: UPlotConfigBuilder
  readonly annotations: readonly Annotation[]
  readonly timeZone: string
  /** Whether a stretch of time is tinted: not where a colour is what the panel shows. */
  readonly isTinted: boolean
}

/** The box of a plot inside its element, in pixels, and the annotations in it. */
interface Layer {
  readonly left: number
  readonly top: number
  readonly height: number
  readonly places: readonly Place[]
}

/** The annotations over a plot; it follows whatever the plot draws. */
export function AnnotationLayer({ config, annotations, timeZone, isTinted }: Props) {
  const plot = useRef<uPlot>(null)
  const current = useRef(annotations)
  const [layer, setLayer] = useState(nothing)
  current.current = annotations
  useLayoutEffect(() => {
    config.addHook('draw', (drawn) => {
      plot.current = drawn
      setLayer((before) => layerOf(drawn, current.current, before))
    })
  }, [config])
  useLayoutEffect(() => {
    const drawn = plot.current
    if (drawn !== null) setLayer((before) => layerOf(drawn, annotations, before))
  }, [annotations])
  const { left, top, height } = layer
  return layer.places.map((place, index) => (
    <AnnotationMark
      // biome-ignore lint/suspicious/noArrayIndexKey: nothing else tells two annotations of one time apart
      key={index}
      annotation={place.annotation}
      box={{ left: left + place.left, top, width: place.width, height }}
      timeZone={timeZone}
      isTinted={isTinted}
    />
  ))
}

const nothing: Layer = { left: 0, top: 0, height: 0, places: [] }

function layerOf({ bbox, scales }: uPlot, annotations: readonly Annotation[], before: Layer): Layer {
  const { min, max } = scales.x ?? {}
  // The same object where nothing is shown: React then has nothing to do.
  if (annotations.length === 0 || min == null || max == null) return before.places.length === 0 ? before : nothing
  const [left = 0, top = 0, width = 0, height = 0] = [bbox.left, bbox.top, bbox.width, bbox.height].map(
    (device) => device / window.devicePixelRatio,
  )
  return { left, top, height, places: places(annotations, { min, max, width }) }
}
