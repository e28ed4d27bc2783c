import { printDuration } from '../../../promql/duration.ts'
import { amount } from '../../amount.ts'
import type { Limit } from '../../explain.ts'
import type { Drawing } from '../protocol.ts'
import { h, s } from './dom.ts'
import { pointing } from './pointing.ts'
import { band, foot, head, scalesOf } from './scales.ts'
import { grid, happenings, limitLine, line, states, stretches, timeMarks, zone } from './strokes.ts'

interface Looks {
  readonly height: number
  /** What it shows, for who does not see it. */
  readonly label: string
}

/** A drawing in its frame, drawn anew whenever the frame becomes wider or narrower. */
export function chart(drawing: Drawing, limit: Limit | undefined, looks: Looks): HTMLElement {
  const frame = h('div', { class: 'chart' })
  const tip = h('div', { class: 'tip', hidden: true })
  let width = 0
  new ResizeObserver(([entry]) => {
    const now = Math.floor(entry?.contentRect.width ?? 0)
    if (now === width || now === 0) return
    width = now
    frame.replaceChildren(picture(drawing, limit, looks, width, tip), tip)
  }).observe(frame)
  return frame
}

function picture(
  drawing: Drawing,
  limit: Limit | undefined,
  { height, label }: Looks,
  width: number,
  tip: HTMLElement,
): SVGElement {
  const { points } = drawing
  const known = points.flatMap(({ value }) => (value !== undefined && Number.isFinite(value) ? [value] : []))
  const isBare = known.length === 0
  const full = isBare ? head + drawing.marks.length * 13 + band + foot : height
  const scales = scalesOf(drawing, limit, known, width, full, isBare)
  return s(
    'svg',
    { viewBox: `0 0 ${width} ${full}`, width, height: full, role: 'img', 'aria-label': label },
    ...(isBare ? [] : [...grid(scales, limit), ...zone(scales, limit)]),
    ...timeMarks(scales, full),
    ...states(drawing, scales),
    ...(isBare ? [] : [...line(drawing, scales), ...limitLine(scales, limit)]),
    ...happenings(drawing, scales),
    ...pointing(drawing, limit, scales, tip, full),
  )
}

/** A drawing in a sentence. */
export function inWords(drawing: Drawing, limit: Limit | undefined): string {
  const told = stretches(drawing).map(
    ({ state, from, to }) => `${state} from ${printDuration(from)} to ${printDuration(to)}`,
  )
  const line = limit === undefined ? '' : `Value against ${limit.op} ${amount(limit.value, limit.unit)}. `
  return `${line}The alert is ${told.join(', ')}.`
}
