/** The circles of a gauge, in pixels: the ring of the value, and around it the band of the thresholds. */
export interface Rings {
  readonly centre: { readonly x: number; readonly y: number }
  readonly value: Ring
  readonly band: Ring
  /** The height that a title below may take. */
  readonly titleHeight: number
}

export interface Ring {
  readonly outer: number
  readonly inner: number
}

interface Room {
  readonly width: number
  readonly height: number
  readonly hasTitle: boolean
  readonly hasMarkers: boolean
  /** What labels around the gauge take on each side. */
  readonly margin: { readonly x: number; readonly y: number }
}

// Three quarters of a circle, open below.
const start = 0.75 * Math.PI
const sweep = 1.5 * Math.PI
const depth = Math.sin(start)

/** The largest gauge that fits, in the middle. */
export function ringsIn({ width, height, hasTitle, hasMarkers, margin }: Room): Rings {
  const titleHeight = hasTitle && height >= 60 ? Math.min(24, Math.max(14, height * 0.15)) : 0
  const room = { x: Math.max(0, width - 2 * margin.x), y: Math.max(0, height - titleHeight - margin.y) }
  const radius = Math.min(room.x / 2, room.y / (1 + depth))
  const left = height - titleHeight - margin.y - radius * (1 + depth)
  const band = { outer: radius, inner: radius * 0.95 }
  const outer = hasMarkers ? radius * 0.92 : radius
  return {
    centre: { x: width / 2, y: margin.y + left / 2 + radius },
    band,
    value: { outer, inner: outer - radius * 0.2 },
    titleHeight,
  }
}

/** How far along a gauge from `min` to `max` a value is, from 0 to 1; none for what is no number. */
export function shareOf(value: number, min: number, max: number): number {
  if (Number.isNaN(value) || max <= min) return 0
  return Math.min(1, Math.max(0, (value - min) / (max - min)))
}

/** The outline of the piece of a ring between two shares of the gauge, as the `d` of an SVG path. */
export function piece({ x, y }: Rings['centre'], { outer, inner }: Ring, from: number, to: number): string {
  const at = (radius: number, share: number) => {
    const angle = start + sweep * share
    return `${round(x + radius * Math.cos(angle))} ${round(y + radius * Math.sin(angle))}`
  }
  const large = (to - from) * sweep > Math.PI ? 1 : 0
  const [wide, narrow] = [round(outer), round(inner)]
  return (
    `M ${at(outer, from)} A ${wide} ${wide} 0 ${large} 1 ${at(outer, to)} ` +
    `L ${at(inner, to)} A ${narrow} ${narrow} 0 ${large} 0 ${at(inner, from)} Z`
  )
}

/** Where a label beside the gauge stands: a point on the circle, and the side of it that the text is on. */
export function labelAt({ x, y }: Rings['centre'], radius: number, share: number) {
  const angle = start + sweep * share
  const across = Math.cos(angle)
  return {
    x: round(x + radius * across),
    y: round(y + radius * Math.sin(angle)),
    anchor: across < -0.2 ? ('end' as const) : across > 0.2 ? ('start' as const) : ('middle' as const),
  }
}

const round = (pixels: number): number => Math.round(pixels * 100) / 100
