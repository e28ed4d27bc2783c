import { describe, expect, test } from 'vitest'
import type { Panel, PanelType } from '../../build/language/panel.ts'
import { parse } from '../../build/promql/parse.ts'
import { isMomentary, leastInterval } from '../../build/targets/grafana/resolution.ts'

const panel = (type: PanelType, ...queries: readonly [string, ...string[]]): Pick<Panel, 'type' | 'targets'> => {
  const [first, ...more] = queries.map(
    (query) => ({ legend: '', expr: parse(query), unit: 'count', labels: [] }) as const,
  )
  if (first === undefined) throw new Error('a panel has a query')
  return { type, targets: [first, ...more] }
}

const rate = (window: string): string => `rate(http_requests_total[${window}])`

describe('what a panel asks for', () => {
  test.each<[PanelType, boolean]>([
    ['table', true],
    ['gauge', true],
    ['bargauge', true],
    ['stat', true],
    ['timeseries', false],
    ['heatmap', false],
    ['state-timeline', false],
  ])('a %s: one moment, %s', (type, isNow) => {
    expect(isMomentary({ type })).toBe(isNow)
  })

  test.each<[PanelType, readonly [string, ...string[]], string | undefined]>([
    ['timeseries', [rate('30m')], '1m'],
    ['heatmap', [rate('15m')], '1m'],
    ['timeseries', [rate('14m')], undefined],
    ['timeseries', [`${rate('30m')} / ${rate('5m')}`], undefined],
    ['timeseries', [rate('30m'), rate('5m')], undefined],
    ['timeseries', [`${rate('30m')} / ${rate('$__rate_interval')}`], undefined],
    ['timeseries', [`${rate('30m')} + on () up`], undefined],
    ['timeseries', ['up'], undefined],
    ['timeseries', ['vector(1)'], undefined],
    ['stat', [rate('30m')], undefined],
  ])('a %s of %s: a point every %s', (type, queries, interval) => {
    expect(leastInterval(panel(type, ...queries))).toBe(interval)
  })
})
