import { printDuration } from '../../../promql/duration.ts'
import { amount } from '../../amount.ts'
import type { Limit } from '../../explain.ts'
import type { Drawing, Point } from '../protocol.ts'
import { type Child, s } from './dom.ts'
import { band, head, type Scales } from './scales.ts'

/** Lines at round values, and what they are. */
export const grid = ({ left, right, y, values }: Scales, limit: Limit | undefined): readonly Child[] =>
  values.ticks.flatMap((tick) => [
    s('line', { class: 'grid', x1: left, x2: right, y1: y(tick), y2: y(tick) }),
    s(
      'text',
      { class: 'tick', x: left - 6, y: y(tick) + 4, 'text-anchor': 'end', 'data-tick': tick },
      amount(tick, limit?.unit),
    ),
  ])

/** Where values set the alert off. */
export function zone({ left, right, y, values }: Scales, limit: Limit | undefined): readonly Child[] {
  if (limit === undefined || !Number.isFinite(limit.value) || !/^[<>]/.test(limit.op)) return []
  const [from, to] = limit.op.startsWith('>') ? [y(values.to), y(limit.value)] : [y(limit.value), y(values.from)]
  return [s('rect', { class: 'zone', x: left, y: from, width: right - left, height: Math.max(0, to - from) })]
}

/** What values are compared with. */
export function limitLine({ left, right, y }: Scales, limit: Limit | undefined): readonly Child[] {
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

/** Lines at round moments, and what they are. */
export const timeMarks = ({ x, times, below, left, right }: Scales, height: number): readonly Child[] =>
  times.ticks.flatMap((tick) => [
    s('line', { class: 'grid', x1: x(tick), x2: x(tick), y1: head, y2: below + band }),
    s(
      'text',
      {
        class: 'tick',
        x: x(tick),
        y: height - 5,
        'text-anchor': x(tick) < left + 16 ? 'start' : x(tick) > right - 16 ? 'end' : 'middle',
      },
      tick === 0 ? '0' : printDuration(Math.round(tick)),
    ),
  ])

/** Evaluations in a row that see the same; a gap is a time in which nothing is evaluated. */
export function stretches({
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

/** The band of states, with their names where there is room. */
export const states = (drawing: Drawing, { x, below }: Scales): readonly Child[] =>
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

/** The values, joined where one evaluation follows the other. */
export function line({ points, interval }: Drawing, { x, y }: Scales): readonly Child[] {
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

/** When something happens, and what. */
export const happenings = ({ marks }: Drawing, { x, below, right }: Scales): readonly Child[] =>
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
