import { printDuration } from '../../../promql/duration.ts'
import { amount } from '../../amount.ts'
import type { Limit } from '../../explain.ts'
import { type Axis, timeAxis, valueAxis } from '../axes.ts'
import type { Drawing, Point } from '../protocol.ts'
import { type Child, h, s } from './dom.ts'

interface Looks {
  readonly height: number
  /** What it shows, for who does not see it. */
  readonly label: string
}

const band = 18
const foot = 20
const head = 10

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

interface Scales {
  readonly left: number
  readonly right: number
  readonly x: (at: number) => number
  readonly y: (value: number) => number
  readonly times: Axis
  readonly values: Axis
  /** The upper edge of the band of states. */
  readonly below: number
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

function scalesOf(
  { points, interval }: Drawing,
  limit: Limit | undefined,
  known: readonly number[],
  width: number,
  height: number,
  isBare: boolean,
): Scales {
  const threshold = limit !== undefined && Number.isFinite(limit.value) ? [limit.value] : []
  const values = valueAxis([...known, ...threshold])
  const longest = Math.max(...values.ticks.map((tick) => amount(tick, limit?.unit).length), 0)
  const left = isBare ? 8 : Math.min(110, 14 + longest * 6.6)
  const right = width - 8
  const end = (points.at(-1)?.at ?? 0) + interval
  const times = timeAxis(end, Math.max(2, Math.floor((right - left) / 64)))
  const below = height - foot - band
  const top = head + 4
  return {
    left,
    right,
    times,
    values,
    below,
    x: (at) => left + ((right - left) * at) / times.to,
    y: (value) => below - 10 - ((below - 10 - top) * (value - values.from)) / (values.to - values.from),
  }
}

const grid = ({ left, right, y, values }: Scales, limit: Limit | undefined): readonly Child[] =>
  values.ticks.flatMap((tick) => [
    s('line', { class: 'grid', x1: left, x2: right, y1: y(tick), y2: y(tick) }),
    s(
      'text',
      { class: 'tick', x: left - 6, y: y(tick) + 4, 'text-anchor': 'end', 'data-tick': tick },
      amount(tick, limit?.unit),
    ),
  ])

/** Where values set the alert off. */
function zone({ left, right, y, values }: Scales, limit: Limit | undefined): readonly Child[] {
  if (limit === undefined || !Number.isFinite(limit.value) || !/^[<>]/.test(limit.op)) return []
  const [from, to] = limit.op.startsWith('>') ? [y(values.to), y(limit.value)] : [y(limit.value), y(values.from)]
  return [s('rect', { class: 'zone', x: left, y: from, width: right - left, height: Math.max(0, to - from) })]
}

function limitLine({ left, right, y }: Scales, limit: Limit | undefined): readonly Child[] {
  if (limit === undefined || !Number.isFinite(limit.value)) return []
  const at = y(limit.value)
  return [
    s('line', { class: 'limit', x1: left, x2: right, y1: at, y2: at, 'data-limit': limit.value }),
    s(
      'text',
      { class: 'limit', x: right - 2, y: at - 5, 'text-anchor': 'end' },
      `${limit.op} ${amount(limit.value, limit.unit)}`,
    ),
  ]
}

const timeMarks = ({ x, times, below, right }: Scales, height: number): readonly Child[] =>
  times.ticks.flatMap((tick) => [
    s('line', { class: 'grid', x1: x(tick), x2: x(tick), y1: head, y2: below + band }),
    s(
      'text',
      {
        class: 'tick',
        x: x(tick),
        y: height - 5,
        'text-anchor': tick === 0 ? 'start' : x(tick) > right - 16 ? 'end' : 'middle',
      },
      tick === 0 ? '0' : printDuration(Math.round(tick)),
    ),
  ])

/** Evaluations in a row that see the same; a gap is a time in which nothing is evaluated. */
function stretches({
  points,
  interval,
}: Drawing): readonly { readonly state: string; readonly from: number; readonly to: number }[] {
  const found: { state: string; from: number; to: number }[] = []
  for (const { at, state } of points) {
    const last = found.at(-1)
    if (last !== undefined && last.state === state && at <= last.to) last.to = at + interval
    else found.push({ state, from: at, to: at + interval })
  }
  return found
}

const states = (drawing: Drawing, { x, below }: Scales): readonly Child[] =>
  stretches(drawing).flatMap(({ state, from, to }, index, { [index + 1]: next }) => {
    const width = x(to) - x(from)
    const away = next === undefined || next.from <= to ? 0 : x(next.from) - x(to)
    return [
      away > 0 &&
        s('rect', {
          class: 'away',
          x: x(to) + 1,
          y: below + 0.5,
          width: Math.max(0, away - 3),
          height: band - 1,
          rx: 2,
        }),
      away > 34 && s('text', { x: x(to) + away / 2, y: below + 13, 'text-anchor': 'middle' }, 'away'),
      s('rect', {
        class: `state ${state}`,
        x: x(from),
        y: below,
        width: Math.max(1, width - 1),
        height: band,
        rx: 2,
        'data-state': state,
        'data-from': from,
        'data-to': to,
      }),
      width > state.length * 7 + 6 &&
        s('text', { class: `word ${state}`, x: x(from) + width / 2, y: below + 13, 'text-anchor': 'middle' }, state),
    ]
  })

const isDrawn = (point: Point): point is Point & { readonly value: number } =>
  point.value !== undefined && Number.isFinite(point.value)

function line({ points, interval }: Drawing, { x, y }: Scales): readonly Child[] {
  let path = ''
  let before: Point | undefined
  for (const point of points) {
    if (!isDrawn(point)) {
      before = undefined
      continue
    }
    const goesOn = before !== undefined && point.at - before.at <= interval
    path += `${goesOn ? 'L' : 'M'}${x(point.at).toFixed(2)},${y(point.value).toFixed(2)}`
    before = point
  }
  return [
    s('path', { class: 'line', d: path }),
    ...points.filter(isDrawn).map(({ at, value, state }) =>
      s('circle', {
        class: `dot ${state}`,
        cx: x(at),
        cy: y(value),
        r: points.length > 80 ? 1.5 : 2.5,
        'data-at': at,
        'data-value': value,
      }),
    ),
  ]
}

const said = {
  vanishes: 'series vanish',
  scrape: 'a scrape fails',
  reset: 'counters start from 0',
  restart: 'Prometheus restarts',
} as const

const happenings = ({ marks }: Drawing, { x, below, right }: Scales): readonly Child[] =>
  marks.flatMap(({ at, is }, index) => [
    s('line', { class: 'mark', x1: x(at), x2: x(at), y1: head, y2: below + band }),
    s(
      'text',
      {
        class: 'mark',
        x: x(at) + (x(at) > right - 130 ? -4 : 4),
        y: head + 10 + index * 13,
        'text-anchor': x(at) > right - 130 ? 'end' : 'start',
      },
      said[is],
    ),
  ])

/** What is under the pointer, in words. */
function pointing(
  { points }: Drawing,
  limit: Limit | undefined,
  { x, left, right, below }: Scales,
  tip: HTMLElement,
  height: number,
): readonly Child[] {
  const cross = s('line', { class: 'cross', y1: head, y2: below + band, visibility: 'hidden' })
  const hide = (): void => {
    tip.hidden = true
    cross.setAttribute('visibility', 'hidden')
  }
  const show = (event: Event): void => {
    if (!(event instanceof PointerEvent)) return
    const nearest = points.toSorted((a, b) => Math.abs(x(a.at) - event.offsetX) - Math.abs(x(b.at) - event.offsetX))[0]
    if (nearest === undefined) return
    const at = x(nearest.at)
    cross.setAttribute('x1', String(at))
    cross.setAttribute('x2', String(at))
    cross.setAttribute('visibility', 'visible')
    const value = nearest.value === undefined ? 'no value' : amount(nearest.value, limit?.unit)
    tip.textContent = `${printDuration(nearest.at)}: ${value}, ${nearest.state}`
    tip.hidden = false
    const isFar = at > (left + right) / 2
    tip.style.left = isFar ? '' : `${at + 10}px`
    tip.style.right = isFar ? `calc(100% - ${at - 10}px)` : ''
  }
  return [
    cross,
    s('rect', {
      class: 'sense',
      x: left,
      y: 0,
      width: Math.max(0, right - left),
      height,
      pointermove: show,
      pointerleave: hide,
    }),
  ]
}

/** A drawing in a sentence. */
export function inWords(drawing: Drawing, limit: Limit | undefined): string {
  const told = stretches(drawing).map(
    ({ state, from, to }) => `${state} from ${printDuration(from)} to ${printDuration(to)}`,
  )
  const line = limit === undefined ? '' : `Value against ${limit.op} ${amount(limit.value, limit.unit)}. `
  return `${line}The alert is ${told.join(', ')}.`
}
