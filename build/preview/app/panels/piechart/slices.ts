/** A part of a circle: where it begins and ends, as shares of the whole way round. */
export interface Slice<T> {
  readonly of: T
  readonly share: number
  readonly from: number
  readonly to: number
}

/** What each has of all together; what is not above zero has no part. */
export function slicesOf<T>(items: readonly T[], amountOf: (item: T) => number): readonly Slice<T>[] {
  const parts = items.map((of) => ({ of, value: amountOf(of) })).filter(({ value }) => value > 0)
  const all = parts.reduce((sum, { value }) => sum + value, 0)
  let from = 0
  return parts.map(({ of, value }) => {
    const share = value / all
    const slice = { of, share, from, to: from + share }
    from = slice.to
    return slice
  })
}

export interface Point {
  readonly x: number
  readonly y: number
}

/** The point of a circle at a share of the way round, clockwise from the top. */
export const pointAt = ({ x, y }: Point, radius: number, share: number): Point => ({
  x: x + radius * Math.sin(2 * Math.PI * share),
  y: y - radius * Math.cos(2 * Math.PI * share),
})

/** The outline of a slice as a path of SVG; `inner` is the radius of the hole in the middle, 0 for none. */
export function outline(
  centre: Point,
  outer: number,
  inner: number,
  { from, to }: Pick<Slice<unknown>, 'from' | 'to'>,
) {
  // An arc that ends where it begins is none.
  const end = to - from >= 1 ? from + 0.999999 : to
  const large = end - from > 0.5 ? 1 : 0
  const text = ({ x, y }: Point) => `${round(x)} ${round(y)}`
  const [a, b] = [pointAt(centre, outer, from), pointAt(centre, outer, end)]
  const arc = (radius: number, sweep: 0 | 1, at: Point) =>
    `A ${round(radius)} ${round(radius)} 0 ${large} ${sweep} ${text(at)}`
  if (inner <= 0) return `M ${text(centre)} L ${text(a)} ${arc(outer, 1, b)} Z`
  const [c, d] = [pointAt(centre, inner, end), pointAt(centre, inner, from)]
  return `M ${text(a)} ${arc(outer, 1, b)} L ${text(c)} ${arc(inner, 0, d)} Z`
}

const round = (value: number): number => Math.round(value * 100) / 100
