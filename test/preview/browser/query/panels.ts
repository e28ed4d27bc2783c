import { dateTime, type TimeRange } from '@grafana/data'
import { vi } from 'vitest'
import type { PanelModel } from '../../../../build/preview/app/dashboard/model.ts'
import { readDashboard } from '../../../../build/preview/app/dashboard/read.ts'
import type { Asking } from '../../../../build/preview/app/query/asking.ts'
import { answerOf } from '../../../../build/preview/app/query/panel-data.ts'
import { planOf } from '../../../../build/preview/app/query/plan.ts'
import { Prometheus } from '../../../../build/preview/app/query/prometheus.ts'

/** Grafana's library asks the browser for features and languages, in Node, too. */
export function stubBrowser(): void {
  vi.stubGlobal('window', globalThis)
  vi.stubGlobal('navigator', { language: 'en', languages: ['en'] })
}

/** Unix seconds as a range. */
export const rangeOf = (from: number, to: number): TimeRange => {
  const [start, end] = [dateTime(from * 1000), dateTime(to * 1000)]
  return { from: start, to: end, raw: { from: start, to: end } }
}

/** From 1000 to 1060, scraped every 15 seconds. */
export const askingOf = (address: string, more: Partial<Asking> = {}): Asking => ({
  prometheus: new Prometheus(address),
  range: rangeOf(1000, 1060),
  scrapeInterval: 15,
  lookup: () => undefined,
  ...more,
})

/** A panel of dashboard JSON as the page reads it. */
export function panelOf(json: object): PanelModel {
  const panel = readDashboard({ panels: [json] }).rows[0]?.panels[0]
  if (panel === undefined) throw new Error('There is no panel.')
  return panel
}

/** What a panel shows, 100 pixels wide. */
export const shownBy = (panel: PanelModel, asking: Asking) =>
  answerOf(planOf(panel, 100, asking), asking.prometheus, new AbortController().signal)
