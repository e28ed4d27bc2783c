import pixelmatch from 'pixelmatch'
import { type Picture, pad } from './picture.ts'

/** What two pictures differ in. */
export interface Difference {
  /** The pixels that differ in red, and the rest pale. */
  readonly picture: Picture
  /** How many pixels differ, and of how many. */
  readonly pixels: number
  readonly of: number
}

/**
 * Compares two pictures; where one is smaller, all of what it lacks differs. A pixel differs where an eye would see it:
 * not by a shade, and not at the smoothed edge of a letter that stands a fraction of a pixel further.
 */
export function differenceOf(before: Picture, after: Picture): Difference {
  const width = Math.max(before.width, after.width)
  const height = Math.max(before.height, after.height)
  const data = Buffer.alloc(width * height * 4)
  const [old, now] = [pad(before, width, height), pad(after, width, height)]
  const pixels = pixelmatch(old.data, now.data, data, width, height, { threshold: 0.1 })
  return { picture: { width, height, data }, pixels, of: width * height }
}

/** `1,234 of 56,789 pixels differ (2.17%)` */
export function amountOf({ pixels, of }: Difference): string {
  if (pixels === 0) return 'no pixel differs'
  const percent = (pixels / of) * 100
  const shown = percent < 0.01 ? 'less than 0.01' : percent.toFixed(2)
  return `${grouped(pixels)} of ${grouped(of)} pixels differ (${shown}%)`
}

const grouped = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, ',')
