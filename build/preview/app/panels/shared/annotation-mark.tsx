import { dateTimeFormat } from '@grafana/data'
import { Tooltip, useTheme2 } from '@grafana/ui'
import type { CSSProperties } from 'react'
import type { Annotation } from './annotations.ts'

interface Props {
  readonly annotation: Annotation
  /** The line or region in the plot, in pixels of the plot's element; a width of 0 is a moment. */
  readonly box: { readonly left: number; readonly top: number; readonly width: number; readonly height: number }
  readonly timeZone: string
  readonly isTinted: boolean
}

const size = 5

/** A dashed line or a region, and a marker below the axis that says what happened when it is hovered or has the focus. */
export function AnnotationMark({ annotation, box, timeZone, isTinted }: Props) {
  const theme = useTheme2()
  const color = theme.visualization.getColorByName(annotation.color)
  const isRegion = box.width > 0
  const times = [annotation.time, annotation.timeEnd]
    .filter((time) => time !== undefined)
    .map((time) => dateTimeFormat(time, { timeZone }))
    .join(' – ')
  const words = [annotation.title, annotation.text].filter((text) => text !== '')
  const edge = `1px dashed ${color}`
  // A dashboard may name any colour: the browser passes over one that it does not know, where the library would throw.
  const background = `color-mix(in srgb, ${color} 10%, transparent)`
  const region: CSSProperties = isRegion ? { borderRight: edge, ...(isTinted ? { background } : {}) } : {}
  const marker: CSSProperties = isRegion
    ? { left: box.left, width: Math.max(box.width, size), height: size, background: color }
    : {
        left: box.left - size,
        borderLeft: `${size}px solid transparent`,
        borderRight: `${size}px solid transparent`,
        borderBottom: `${size}px solid ${color}`,
      }
  return (
    <>
      <div style={{ position: 'absolute', pointerEvents: 'none', borderLeft: edge, ...box, ...region }} />
      <Tooltip
        placement="bottom"
        content={
          <>
            <div style={{ color: theme.colors.text.secondary }}>{times}</div>
            {words.map((text) => (
              <div key={text} style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-line' }}>
                {text}
              </div>
            ))}
          </>
        }
      >
        <button
          type="button"
          aria-label={['Annotation', times, ...words].join(', ')}
          style={{
            position: 'absolute',
            top: box.top + box.height,
            padding: 0,
            border: 'none',
            background: 'none',
            ...marker,
          }}
        />
      </Tooltip>
    </>
  )
}
