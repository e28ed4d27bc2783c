import { type DataFrame, DataFrameView } from '@grafana/data'

/** Something that happened at a time or, with `timeEnd`, between two, in Unix milliseconds. */
export interface Annotation {
  readonly time: number
  readonly timeEnd: number | undefined
  readonly title: string
  readonly text: string
  /** A colour's name or code. */
  readonly color: string
}

interface Row {
  readonly time?: number
  readonly timeEnd?: number
  readonly isRegion?: boolean
  readonly title?: string
  readonly text?: string
  readonly color?: string
}

/** The annotations in frames with the columns time, timeEnd, isRegion, title, text and color; only `time` has to be there. */
export const annotationsIn = (frames: readonly DataFrame[]): readonly Annotation[] =>
  frames.flatMap((frame) =>
    new DataFrameView<Row>(frame).toArray().flatMap(({ time, timeEnd, isRegion, title, text, color }) => {
      if (typeof time !== 'number') return []
      const lasts = isRegion !== false && typeof timeEnd === 'number' && timeEnd > time
      return [
        { time, timeEnd: lasts ? timeEnd : undefined, title: title ?? '', text: text ?? '', color: color ?? 'blue' },
      ]
    }),
  )

/** Where an annotation is drawn, in pixels from the left of the plot. */
export interface Place {
  readonly left: number
  /** 0 for a moment. */
  readonly width: number
  readonly annotation: Annotation
}

/** Places those annotations that have a part in the plot, which shows `min` to `max` in `width` pixels. */
export const places = (
  annotations: readonly Annotation[],
  { min, max, width }: { readonly min: number; readonly max: number; readonly width: number },
): readonly Place[] =>
  annotations
    .filter(({ time, timeEnd = time }) => time <= max && timeEnd >= min)
    .map((annotation) => {
      const { time, timeEnd = time } = annotation
      const at = (moment: number) => ((Math.min(max, Math.max(min, moment)) - min) / (max - min)) * width
      return { left: at(time), width: at(timeEnd) - at(time), annotation }
    })
