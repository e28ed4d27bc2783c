import { printDuration } from '../../../promql/duration.ts'
import { amount } from '../../amount.ts'
import type { Limit } from '../../explain.ts'
import type { Drawing } from '../protocol.ts'
import { type Child, s } from './dom.ts'
import { band, head, type Scales } from './scales.ts'

/** What is under the pointer, in words. */
export function pointing(
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
