import * as chromatic from 'd3-scale-chromatic'
import type { ColorOptions } from './options.ts'

/** What a palette needs of the theme. */
interface Surroundings {
  readonly isDark: boolean
  /** A colour of Grafana's palette, such as `dark-orange`, as CSS with the given opacity. */
  readonly fade: (color: string, opacity: number) => string
}

/** A palette's colours from few to many. */
export function palette(options: ColorOptions, { isDark, fade }: Surroundings): readonly string[] {
  const { mode, scheme, fill, scale, exponent, reverse } = options
  const steps = Math.max(2, Math.floor(options.steps))
  const shares = Array.from({ length: steps }, (_, at) => at / (steps - 1))
  if (mode === 'opacity') {
    const power = scale === 'linear' ? 1 : exponent
    return shares.map((_, at) => fade(fill, ((at + 1) / steps) ** power))
  }
  const { interpolate, turn } = schemeNamed(scheme)
  const colors = shares.map(interpolate)
  const isTurned = turn === 'always' || (turn === 'dark') === isDark
  return isTurned === reverse ? colors : colors.reverse()
}

/** The place of a count in a palette between the counts of its first and its last colour. */
export function placeOf(count: number, [min, max]: readonly [number, number], steps: number): number {
  if (max <= min) return count > min ? steps - 1 : 0
  const place = Math.floor(((count - min) / (max - min)) * steps)
  return Math.max(0, Math.min(place, steps - 1))
}

type Interpolate = (share: number) => string

/** d3's schemes by their names; turned where it takes that for few to be close to the background and many to stand out. */
function schemeNamed(name: string): { readonly interpolate: Interpolate; readonly turn: 'always' | 'dark' | 'light' } {
  const all = chromatic as unknown as Readonly<Record<string, Interpolate | undefined>>
  const turn = /^(?:Spectral|Rainbow|Sinebow|BrBG|PRGn|PiYG|PuOr|RdBu|RdGy|RdYlBu|RdYlGn)$/.test(name)
    ? 'always'
    : /^(?:Turbo|Cividis|Viridis|Magma|Inferno|Plasma|Warm|Cool|CubehelixDefault)$/.test(name)
      ? 'light'
      : 'dark'
  return { interpolate: all[`interpolate${name}`] ?? chromatic.interpolateSpectral, turn }
}
