import { ThresholdsMode } from '@grafana/schema'
import { describe, expect, test } from 'vitest'
import { labelAt, piece, ringsIn, shareOf } from '../../../../build/preview/app/panels/gauge/geometry.ts'
import { segmentsOf } from '../../../../build/preview/app/panels/gauge/segments.ts'

const margin = { x: 0, y: 0 }

describe('the rings of a gauge', () => {
  const sizes = [
    [400, 100],
    [100, 400],
    [80, 60],
    [1900, 1000],
  ] as const

  test.each(sizes)('fit into %d×%d, with everything around them', (width, height) => {
    for (const hasTitle of [false, true]) {
      for (const labels of [margin, { x: 20, y: 12 }]) {
        const { centre, band, value, titleHeight } = ringsIn({
          width,
          height,
          hasTitle,
          hasMarkers: true,
          margin: labels,
        })
        const bottom = centre.y + band.outer * Math.SQRT1_2
        expect(centre.x - band.outer).toBeGreaterThanOrEqual(labels.x - 1e-9)
        expect(centre.x + band.outer).toBeLessThanOrEqual(width - labels.x + 1e-9)
        expect(centre.y - band.outer).toBeGreaterThanOrEqual(labels.y - 1e-9)
        expect(bottom).toBeLessThanOrEqual(height - titleHeight + 1e-9)
        expect([band.outer, band.inner, value.outer, value.inner]).toEqual(
          [band.outer, band.inner, value.outer, value.inner].toSorted((a, b) => b - a),
        )
      }
    }
  })

  test('take the place of the thresholds where none are shown', () => {
    const { value, band } = ringsIn({ width: 100, height: 100, hasTitle: false, hasMarkers: false, margin })
    expect(value.outer).toBe(band.outer)
  })

  test('leave the title out where there is no room', () => {
    expect(ringsIn({ width: 80, height: 40, hasTitle: true, hasMarkers: true, margin }).titleHeight).toBe(0)
  })

  test('are no smaller than nothing', () => {
    const { band } = ringsIn({ width: 10, height: 10, hasTitle: false, hasMarkers: true, margin: { x: 20, y: 20 } })
    expect(band.outer).toBe(0)
  })
})

test('a value beyond the ends of a gauge is at its end, and no number is at its start', () => {
  expect([-1, 0, 5, 10, 11, Number.NaN].map((value) => shareOf(value, 0, 10))).toEqual([0, 0, 0.5, 1, 1, 0])
  expect(shareOf(3, 5, 5)).toBe(0)
})

describe('a piece of a ring', () => {
  const centre = { x: 100, y: 100 }
  const ring = { outer: 80, inner: 60 }

  test('starts and ends at the bottom for the whole gauge, left and right', () => {
    expect(piece(centre, ring, 0, 1)).toBe(
      'M 43.43 156.57 A 80 80 0 1 1 156.57 156.57 L 142.43 142.43 A 60 60 0 1 0 57.57 142.43 Z',
    )
  })

  test('takes the short way round where it is less than half a circle', () => {
    expect(piece(centre, ring, 0, 0.5)).toContain('A 80 80 0 0 1 100 20')
    expect(piece(centre, ring, 0, 0.7)).toContain('A 80 80 0 1 1')
  })

  test('has its label on the outside', () => {
    expect([0.1, 0.5, 0.9].map((share) => labelAt(centre, 80, share).anchor)).toEqual(['end', 'middle', 'start'])
  })
})

describe('the thresholds of a gauge', () => {
  const steps = [
    { value: Number.NEGATIVE_INFINITY, color: 'green' },
    { value: 50, color: 'orange' },
    { value: 80, color: 'red' },
  ]

  test('share it out between its ends', () => {
    expect(segmentsOf({ mode: ThresholdsMode.Absolute, steps }, 0, 100)).toEqual([
      { value: Number.NEGATIVE_INFINITY, color: 'green', from: 0, to: 0.5 },
      { value: 50, color: 'orange', from: 0.5, to: 0.8 },
      { value: 80, color: 'red', from: 0.8, to: 1 },
    ])
  })

  test('outside have no part', () => {
    expect(segmentsOf({ mode: ThresholdsMode.Absolute, steps }, 60, 70).map(({ color }) => color)).toEqual(['orange'])
    expect(segmentsOf(undefined, 0, 1)).toEqual([])
  })

  test('in percent are parts of its range', () => {
    const [, orange] = segmentsOf({ mode: ThresholdsMode.Percentage, steps }, 200, 400)
    expect(orange).toEqual({ value: 300, color: 'orange', from: 0.5, to: 0.8 })
  })
})
